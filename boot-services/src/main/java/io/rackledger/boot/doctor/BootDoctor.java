package io.rackledger.boot.doctor;

import io.rackledger.boot.script.BootTargets;
import io.rackledger.boot.token.Token;
import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Examines the boot services' set-up. Changes nothing, and sends no packet to machines; may read all boot files once. */
public final class BootDoctor {
    private static final MacAddress ANY = new MacAddress("02:00:00:00:00:00");
    private static final int TOKEN = 32;
    private static final long LITTLE_SPACE = 1L << 30;

    private final DoctorSubject subject;

    public BootDoctor(DoctorSubject subject) {
        this.subject = subject;
    }

    /** @param more checks of what the boot services do not know, such as the brokers' time */
    public DoctorReport examine(List<Check> more) {
        List<Check> checks = new ArrayList<>(new PortExam().of(subject));
        checks.addAll(new AddressExam(subject).run());
        checks.addAll(files());
        checks.add(arguments());
        checks.addAll(new DhcpExam(subject).run());
        checks.addAll(more);
        return DoctorReport.of(subject.clock().instant(), subject.running(), checks, Flows.of(subject));
    }

    private List<Check> files() {
        try {
            List<Check> checks = new ArrayList<>(new FileExam(subject).run());
            if (Files.isDirectory(subject.files())) {
                FileStore disk = Files.getFileStore(subject.files());
                long free = disk.getUsableSpace();
                checks.add(
                        free < LITTLE_SPACE
                                ? Check.warning("disk", (free >> 20) + " MiB are free on " + disk, "make room")
                                : Check.well("disk", (free >> 30) + " GiB are free where the boot files are"));
            }
            return checks;
        } catch (IOException e) {
            return List.of(Check.fails(
                    "boot files", subject.files() + " cannot be read: " + e, "make it readable for the engine's user"));
        }
    }

    /** With a token as long as every one. */
    private Check arguments() {
        String name = "kernel arguments";
        try {
            BootTargets targets = subject.addresses().targetsOf(new Token("a".repeat(TOKEN)), subject.system());
            int length = subject.scripts().commandLine(ANY, targets).toString().length();
            return Check.well(name, length + " of 1023 bytes");
        } catch (IllegalArgumentException e) {
            return Check.fails(name, String.valueOf(e.getMessage()), "use shorter URLs or fewer arguments");
        }
    }
}
