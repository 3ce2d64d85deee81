package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.FailureKind;

/** What a probe ends with, and what is to be done then. */
enum ProbeCode {
    OK(0, "it does what it is asked"),
    UNREACHABLE(10, "check its address, its network and the firewall before it; IPMI is UDP port 623"),
    NOT_IPMI(11, "switch on IPMI over LAN on the BMC, or speak Redfish to it"),
    AUTH(12, "check user and password; do not try on, as accounts lock themselves"),
    KG(13, "its BMC key (K_g) is not the one that was given"),
    CIPHER(14, "switch on cipher suite 17 or 3 on the BMC"),
    PRIVILEGE(15, "give the account the privilege ADMINISTRATOR on the LAN channel, or ask for less with --privilege"),
    SESSIONS_FULL(16, "wait a minute, in which sessions end by themselves; if that is in vain, reset the BMC"),
    BUSY(17, "try again in some seconds"),
    UNSUPPORTED(18, "the BMC does not know this command; its firmware may be too old"),
    WRONG_STATE(19, "look at the machine's power state first"),
    SILENT(20, "it stopped answering half-way; try again, and reset the BMC if it does so again"),
    CORRUPT(21, "something else answers, or its firmware is faulty; look at the packets"),
    REFUSED(22, "see its answer above"),
    NO_EFFECT(
            23, "it takes commands that do nothing; look at the machine's power supplies and its event log (bmc sel)"),
    UNKNOWN_STATE(24, "it tells no power state; wait until it is up, and reset it if it stays so"),
    STALE(25, "it tells a state that is over; ask again in a minute"),
    SLOW(26, "it needs more time for each answer; raise --timeout, and reset the BMC if it gets worse"),
    IDENTITY(27, "this address belongs to another machine; correct the node's BMC address before anything else"),
    STUCK(28, "it hangs; reset the BMC, or cut the machine's power for a minute"),
    BOOT_LOST(
            29,
            "it does not keep the boot device; update its firmware, or let the machine's firmware boot from the"
                    + " network first"),
    MEDIA(30, "its virtual media is stuck; eject it by hand on the BMC's own page"),
    CERTIFICATE(31, "find out who answers there; a new certificate is believed after 'bmc trust NODE'");

    private final int exitCode;
    private final String remedy;

    ProbeCode(int exitCode, String remedy) {
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    static ProbeCode of(FailureKind kind) {
        return valueOf(kind.name());
    }

    int exitCode() {
        return exitCode;
    }

    String remedy() {
        return remedy;
    }
}
