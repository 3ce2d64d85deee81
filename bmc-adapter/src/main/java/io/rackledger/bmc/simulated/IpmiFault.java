package io.rackledger.bmc.simulated;

import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
import java.time.Duration;
import java.time.Instant;

/** How a simulated IPMI BMC misbehaves. Each has been seen on real ones. */
public sealed interface IpmiFault {
    /** It does not. */
    record None() implements IpmiFault {}

    /** Answers nothing at all. */
    record Dead() implements IpmiFault {}

    /** Answers everything so much later. */
    record Slow(Duration by) implements IpmiFault {}

    /** Answers RAKP 1 so much later, and everything else at once. */
    record SlowRakp2(Duration by) implements IpmiFault {}

    /** Each packet in and out is lost with this chance, in percent. */
    record Lossy(int percent) implements IpmiFault {}

    /** Sends every answer twice. */
    record Twice() implements IpmiFault {}

    /** Has no session left for so many logins. */
    record NoSessions(int logins) implements IpmiFault {}

    /** Takes one suite only. */
    record OnlySuite(CipherSuite suite) implements IpmiFault {}

    /** Speaks IPMI 1.5 only. */
    record OnlyOldIpmi() implements IpmiFault {}

    /** Answers RAKP 1 with tag 0, as some firmware does. */
    record TagZero() implements IpmiFault {}

    /** Finds users only where the console asks for a look-up by name alone. */
    record NameOnly() implements IpmiFault {}

    /** Signs what it sends in a session with a wrong code. */
    record BadCodes() implements IpmiFault {}

    /** Loses its RAKP 4 so many times, and knows nothing of a repeated RAKP 3. */
    record LosesRakp4(int times) implements IpmiFault {}

    /** Forgets the session after so many commands, without a word. */
    record ForgetsSession(int commands) implements IpmiFault {}

    /** Answers this completion code to so many commands. */
    record Answers(int code, int commands) implements IpmiFault {}

    /** Answers well to power commands and does nothing. */
    record IgnoresPower() implements IpmiFault {}

    /** The system behind it ignores the wish to shut down. */
    record IgnoresSoftOff() implements IpmiFault {}

    /** Forgets the UEFI and persistent bits of boot options. */
    record DropsBootBits() implements IpmiFault {}

    /** Does not know the option that keeps boot flags for longer than 60 s. */
    record LacksBootTimer() implements IpmiFault {}

    /** Never answers where boot options are set. */
    record SilentOnBootOptions() implements IpmiFault {}

    /** Tells no power state: it is starting itself. */
    record NoPowerState() implements IpmiFault {}

    /** Tells of faults of the machine's power, bits 1 to 4 of its status, and lets nothing be switched. */
    record PowerFault(int bits) implements IpmiFault {}

    /** Answers from a socket of its own, as behind an address translation. */
    record AnswersFromElsewhere() implements IpmiFault {}

    /** Skips so many numbers of its packets after the third of a session. */
    record SkipsNumbers(int by) implements IpmiFault {}

    /** Leaves the session's id 0 in what it sends. */
    record SessionZero() implements IpmiFault {}

    /** Sends so many bytes of the code of RAKP 4, of any suite. */
    record CutsRakp4(int length) implements IpmiFault {}

    /** Refuses Open Session where a privilege is named. */
    record RefusesNamedPrivilege() implements IpmiFault {}

    /** Gives its account no more than this privilege. */
    record AtMost(Privilege level) implements IpmiFault {}

    /** Still logs in, and answers no command, after so many commands. */
    record Hangs(int commands) implements IpmiFault {}

    /** Loses each reservation but every so manieth. */
    record LosesReservations(int every) implements IpmiFault {}

    /** Answers that the machine is off already where it is to be switched off, and the like. */
    record RefusesWhatIsSo() implements IpmiFault {}

    /** Keeps telling the power state of before for so long after a change. */
    record Stale(Duration by) implements IpmiFault {}

    /** Has another BMC key than the one of the account. */
    record OtherKey() implements IpmiFault {}

    /** Answers nothing until then, as while its firmware is updated. */
    record Away(Instant until) implements IpmiFault {}

    /** Takes boot options and holds none. */
    record ForgetsBoot() implements IpmiFault {}

    /** Takes neither suite 3 nor 17. */
    record NoGoodSuite() implements IpmiFault {}
}
