package io.rackledger.launcher.bmc;

import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
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
    drops_boot_bits(new IpmiFault.DropsBootBits(), "forgets the UEFI and persistent bits of boot options"),
    forgets_boot(new IpmiFault.ForgetsBoot(), "takes boot options and holds none"),
    lacks_boot_timer(new IpmiFault.LacksBootTimer(), "drops boot options after 60 s, whatever it is told"),
    silent_on_boot(new IpmiFault.SilentOnBootOptions(), "never answers where boot options are set"),
    no_good_suite(new IpmiFault.NoGoodSuite(), "takes neither cipher suite 3 nor 17"),
    other_key(new IpmiFault.OtherKey(), "has a BMC key (K_g) that nobody knows"),
    operator_only(new IpmiFault.AtMost(Privilege.OPERATOR), "gives its account no more than OPERATOR"),
    refuses_named_privilege(new IpmiFault.RefusesNamedPrivilege(), "refuses logins that name a privilege"),
    cuts_rakp_4(new IpmiFault.CutsRakp4(8), "sends 8 bytes of the code of RAKP 4"),
    skips_numbers(new IpmiFault.SkipsNumbers(100), "skips 100 numbers of its packets after the third"),
    session_zero(new IpmiFault.SessionZero(), "leaves the session's id out of what it sends"),
    answers_from_elsewhere(new IpmiFault.AnswersFromElsewhere(), "answers from another port"),
    hangs(new IpmiFault.Hangs(3), "lets everybody in and answers no command after the third"),
    no_power_state(new IpmiFault.NoPowerState(), "tells no power state, as while it starts"),
    stale(new IpmiFault.Stale(Duration.ofSeconds(10)), "tells the power state of before for 10 s after a change"),
    power_fault(new IpmiFault.PowerFault(0x18), "tells of faults of its machine's power and switches nothing"),
    refuses_what_is_so(new IpmiFault.RefusesWhatIsSo(), "refuses to switch off what is off (0xD5)"),
    loses_reservations(
            new IpmiFault.LosesReservations(3), "loses two of three reservations of its event log and sensors");

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
