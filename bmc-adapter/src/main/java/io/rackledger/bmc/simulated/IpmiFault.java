package io.rackledger.bmc.simulated;

import io.rackledger.bmc.session.CipherSuite;
import java.time.Duration;

/** How a simulated IPMI BMC misbehaves. Each has been seen on real ones. */
public sealed interface IpmiFault {
    /** It does not. */
    record None() implements IpmiFault {}

    /** Answers nothing at all. */
    record Dead() implements IpmiFault {}

    /** Answers everything so much later. */
    record Slow(Duration by) implements IpmiFault {}

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
}
