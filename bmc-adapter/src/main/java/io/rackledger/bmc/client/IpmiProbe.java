package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.ProbeReport.Step;
import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SystemGuid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Logs in to a BMC over IPMI 2.0, asks it four harmless questions and logs out. Changes nothing on it. */
final class IpmiProbe {
    private static final List<Stage> LOGIN =
            List.of(Stage.CAPABILITIES, Stage.OPEN_SESSION, Stage.RAKP_2, Stage.RAKP_4, Stage.PRIVILEGE);

    private final IpmiTarget target;
    private final Duration patience;
    private final InstantSource clock;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private Optional<FailureKind> failure = Optional.empty();

    IpmiProbe(IpmiTarget target, Duration patience, InstantSource clock) {
        this.target = target;
        this.patience = patience;
        this.clock = clock;
    }

    ProbeReport run() {
        long began = clock.millis();
        try (IpmiClient client = new IpmiClient();
                IpmiSession session = client.open(target, patience)) {
            LOGIN.forEach(stage -> steps.add(new Step(stage.words(), "", 0)));
            facts.put("login", clock.millis() - began + " ms");
            facts.put("cipher suite", "" + session.suite().id());
            questions(session);
        } catch (IpmiException e) {
            LOGIN.stream()
                    .filter(stage -> steps.isEmpty() && stage.compareTo(e.stage()) < 0)
                    .toList()
                    .forEach(stage -> steps.add(new Step(stage.words(), "", 0)));
            steps.add(new Step(e.stage().words(), e.getMessage() + "", clock.millis() - began));
            failure = Optional.of(e.kind());
        }
        String address =
                target.address().getHostString() + ":" + target.address().getPort();
        return new ProbeReport(address, steps, facts, failure);
    }

    private void questions(IpmiSession session) throws IpmiException {
        ask(session, DeviceId.get(), device -> {
            facts.put("firmware", device.firmware());
            facts.put("manufacturer", "%d (IANA enterprise number)".formatted(device.manufacturer()));
            facts.put("product", "" + device.product());
            return device.updating() ? "says that it is starting or being updated" : "";
        });
        ask(session, SystemGuid.get(), guid -> {
            facts.put("system GUID", guid.hex());
            return "";
        });
        ask(session, ChassisStatus.get(), chassis -> {
            facts.put("power", !chassis.known() ? "not told" : chassis.on() ? "on" : "off");
            return chassis.faults().isEmpty() ? "" : "tells of " + chassis.faults();
        });
        ask(session, BootFlags.get(), flags -> {
            facts.put("boot override", flags.words());
            return "";
        });
    }

    /** A question that the BMC refuses is told, and the others go on; silence ends the walk. Not every BMC knows all of them. */
    private <T> void ask(IpmiSession session, IpmiCommand<T> command, Function<T, String> told) throws IpmiException {
        long began = clock.millis();
        try {
            String trouble = told.apply(session.send(command, patience));
            steps.add(new Step(command.name(), trouble, clock.millis() - began));
        } catch (IpmiException e) {
            boolean gone = e.kind() == FailureKind.SILENT || e.kind() == FailureKind.UNREACHABLE;
            if (gone) {
                throw e;
            }
            steps.add(new Step(command.name(), e.getMessage() + "", clock.millis() - began));
            if (failure.isEmpty() && e.kind() != FailureKind.UNSUPPORTED) {
                failure = Optional.of(e.kind());
            }
        }
    }
}
