package io.rackledger.boot.doctor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What an examination found.
 *
 * @param running whether a running engine was examined; else its options were
 * @param result the worst of the checks
 * @param flows where machines must be able to go, ready for a firewall
 */
public record DoctorReport(Instant at, boolean running, Check.Result result, List<Check> checks, List<Flow> flows) {
    public DoctorReport {
        checks = List.copyOf(checks);
        flows = List.copyOf(flows);
    }

    /** A report of checks; what was skipped says nothing about the whole. */
    public static DoctorReport of(Instant at, boolean running, List<Check> checks, List<Flow> flows) {
        Check.Result worst = checks.stream()
                .map(Check::result)
                .filter(result -> result != Check.Result.SKIPPED)
                .max(Comparator.naturalOrder())
                .orElse(Check.Result.OK);
        return new DoctorReport(at, running, worst, checks, flows);
    }
}
