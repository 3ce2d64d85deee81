package io.rackledger.e2e.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** One machine of the lab, as its power button, its console and the cables around it. */
public final class LabMachine {
    private final Lab lab;
    private final String name;
    private final String mac;
    private final String address;

    /** When a fault begins; it lasts until the machine is switched off. */
    public enum Stage {
        /** Power-on: nothing has been fetched. */
        FIRMWARE,
        /** Kernel and initrd are loaded, cloud-init starts. */
        OS,
        /** Before cloud-init's stage of modules. */
        CONFIG,
        /** Before cloud-init's last stage, the one that runs scripts. */
        FINAL
    }

    LabMachine(Lab lab, String name, String mac, String address) {
        this.lab = lab;
        this.name = name;
        this.mac = mac;
        this.address = address;
    }

    public String mac() {
        return mac;
    }

    public String address() {
        return address;
    }

    public void switchOn() throws IOException, InterruptedException {
        lab.machineCommand("start", name);
    }

    /** Pulls the plug: every process of the machine is killed; its disk stays. */
    public void switchOff() throws IOException, InterruptedException {
        lab.machineCommand("stop", name);
    }

    public boolean isOn() throws IOException, InterruptedException {
        return lab.machineCommand("status", name).strip().equals("on");
    }

    /** All that firmware, cloud-init and scripts have said since the machine was plugged in. */
    public String console() throws IOException, InterruptedException {
        return lab.machineCommand("console", name);
    }

    /** What lasts over power cycles: {@code image} and {@code image.cmdline}, the command line of the installed system. */
    public Path disk() {
        return lab.directoryOf(name).resolve("disk");
    }

    /** Connections to that address and port are refused from that stage on. */
    public LabMachine refuse(Stage from, String host, int port) throws IOException, InterruptedException {
        return fault(from, "refuse", host, port, "");
    }

    /** Packets to that address and port vanish from that stage on. */
    public LabMachine drop(Stage from, String host, int port) throws IOException, InterruptedException {
        return fault(from, "drop", host, port, "");
    }

    /** Connections open, but requests that begin with that text, such as {@code POST}, vanish. */
    public LabMachine dropRequests(Stage from, String host, int port, String text)
            throws IOException, InterruptedException {
        return fault(from, "drop", host, port, text);
    }

    /** Connections go to another port of that address, where for instance a {@link FaultProxy} listens. */
    public LabMachine divert(Stage from, String host, int port, int otherPort)
            throws IOException, InterruptedException {
        return fault(from, "divert:" + otherPort, host, port, "");
    }

    private LabMachine fault(Stage from, String action, String host, int port, String text)
            throws IOException, InterruptedException {
        String stage = from.name().toLowerCase(Locale.ROOT);
        lab.machineCommand("fault", name, stage, action, host, String.valueOf(port), text);
        return this;
    }

    /** Forgets all faults, also those in force. */
    public void heal() throws IOException, InterruptedException {
        lab.machineCommand("heal", name);
    }
}
