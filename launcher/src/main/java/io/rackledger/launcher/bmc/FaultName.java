package io.rackledger.launcher.bmc;

import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.simulated.IpmiFault;
import java.time.Duration;

/** The faults of simulated BMCs by the names that users give. */
enum FaultName {
    none(new IpmiFault.None(), "works"),
    dead(new IpmiFault.Dead(), "answers nothing"),
    slow(new IpmiFault.Slow(Duration.ofSeconds(3)), "answers everything 3 s late"),
    lossy(new IpmiFault.Lossy(20), "loses one packet in five, in and out"),
    twice(new IpmiFault.Twice(), "sends every answer twice"),
    no_sessions(new IpmiFault.NoSessions(Integer.MAX_VALUE), "has no session left"),
    only_suite_3(new IpmiFault.OnlySuite(CipherSuite.SUITE_3), "takes cipher suite 3 only"),
    only_suite_17(new IpmiFault.OnlySuite(CipherSuite.SUITE_17), "takes cipher suite 17 only"),
    only_ipmi_15(new IpmiFault.OnlyOldIpmi(), "speaks IPMI 1.5 only"),
    tag_zero(new IpmiFault.TagZero(), "answers RAKP 1 with tag 0"),
    name_only(new IpmiFault.NameOnly(), "finds users by name alone"),
    bad_codes(new IpmiFault.BadCodes(), "signs its packets wrongly"),
    loses_rakp_4(new IpmiFault.LosesRakp4(1), "loses its first RAKP 4"),
    forgets_session(new IpmiFault.ForgetsSession(2), "forgets each session after two commands"),
    busy(new IpmiFault.Answers(0xc0, Integer.MAX_VALUE), "answers node busy (0xC0) to every command"),
    ignores_power(new IpmiFault.IgnoresPower(), "answers well to power commands and does nothing"),
    ignores_soft_off(new IpmiFault.IgnoresSoftOff(), "has a system that ignores a soft power off"),
    drops_boot_bits(new IpmiFault.DropsBootBits(), "forgets the UEFI and persistent bits of boot options");

    private final IpmiFault fault;
    private final String words;

    FaultName(IpmiFault fault, String words) {
        this.fault = fault;
        this.words = words;
    }

    IpmiFault fault() {
        return fault;
    }

    String words() {
        return words;
    }
}
