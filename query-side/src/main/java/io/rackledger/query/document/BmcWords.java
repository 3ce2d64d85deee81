package io.rackledger.query.document;

import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.signal.SignalBody;

/** What is done at BMCs, and what they told, in words. */
final class BmcWords {
    private BmcWords() {}

    static String of(BmcReport report) {
        return switch (report) {
            case BmcReport.Identified(var identity) -> "the BMC says that it belongs to " + identity.words();
            case BmcReport.Failing(var fault) -> "the BMC fails: " + fault.kind() + ", " + fault.detail();
            case BmcReport.Answering _ -> "the BMC answers";
        };
    }

    /** The severity is told where it is more than OK, else it says nothing. */
    static String heard(SignalBody.BmcEventHeard event) {
        boolean severe = !event.severity().isEmpty() && !event.severity().equalsIgnoreCase("OK");
        boolean both = !event.message().isEmpty() && !event.messageId().isEmpty();
        return "the BMC tells" + (severe ? ", " + event.severity() : "") + ": " + event.message()
                + (both ? " (" + event.messageId() + ")" : event.message().isEmpty() ? event.messageId() : "");
    }

    static String begun(SignalBody.PowerStepBegun step) {
        return "at the BMC, try " + step.number() + ": about to " + of(step.work());
    }

    static String attempted(SignalBody.PowerAttempted tried) {
        String times = tried.times() > 1 ? ", " + tried.times() + " times" : "";
        String what = "at the BMC, try " + tried.number() + ": " + of(tried.work()) + times;
        if (tried.kind().isEmpty()) {
            return what + " -> " + tried.detail() + " (" + tried.took().toMillis() + " ms)";
        }
        String stage = tried.stage().isEmpty() ? "" : " at " + tried.stage();
        String code = tried.code() < 0 ? "" : " (0x%02x)".formatted(tried.code());
        return what + " failed" + stage + ": " + tried.kind() + code + " after "
                + tried.took().toMillis() + " ms: " + tried.detail();
    }

    static String told(SignalBody.BmcTaskTold told) {
        String what = switch (told.task()) {
            case INSERT_MEDIA -> "insert virtual media";
            case EJECT_MEDIA -> "eject virtual media";
            case RESTART_BMC -> "restart the BMC";
        };
        String who = "at the BMC, asked by " + told.by() + ": ";
        String detail = told.detail().isEmpty() ? "" : ", " + told.detail();
        long millis = told.took().toMillis();
        return switch (told.phase()) {
            case BEGUN -> who + "about to " + what + detail;
            case DONE -> who + what + " -> done" + detail + " (" + millis + " ms)";
            case FAILED -> who + what + " failed: " + told.kind() + " after " + millis + " ms" + detail;
        };
    }

    private static String of(BmcWork work) {
        return switch (work) {
            case IDENTIFY -> "ask whose it is";
            case READ_POWER -> "read the power state";
            case SET_BOOT_DEVICE -> "set the boot device";
            case PRESS_ON -> "switch on";
            case PRESS_OFF -> "switch off";
            case PRESS_SOFT_OFF -> "ask the system to shut down";
        };
    }
}
