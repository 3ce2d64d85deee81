package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.FailureKind;
import java.util.Arrays;
import java.util.Optional;

/** What a command at a BMC ends with: one exit code for each kind of failure. They stay as they are. */
enum ProbeCode {
    OK(0),
    UNREACHABLE(10),
    NOT_IPMI(11),
    AUTH(12),
    KG(13),
    CIPHER(14),
    PRIVILEGE(15),
    SESSIONS_FULL(16),
    BUSY(17),
    UNSUPPORTED(18),
    WRONG_STATE(19),
    SILENT(20),
    CORRUPT(21),
    REFUSED(22),
    NO_EFFECT(23),
    UNKNOWN_STATE(24),
    STALE(25),
    SLOW(26),
    IDENTITY(27),
    STUCK(28),
    BOOT_LOST(29),
    MEDIA(30),
    CERTIFICATE(31);

    private final int exitCode;

    ProbeCode(int exitCode) {
        this.exitCode = exitCode;
    }

    static ProbeCode of(FailureKind kind) {
        return valueOf(kind.name());
    }

    /** By the name of the kind; empty where there is none of this name. */
    static Optional<ProbeCode> named(String kind) {
        return Arrays.stream(values())
                .filter(code -> code != OK && code.name().equals(kind))
                .findFirst();
    }

    int exitCode() {
        return exitCode;
    }

    /** What is to be done then. */
    String remedy() {
        return this == OK
                ? "it does what it is asked"
                : FailureKind.valueOf(name()).remedy();
    }
}
