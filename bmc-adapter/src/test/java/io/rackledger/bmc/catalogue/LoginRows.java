package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Logging in. */
final class LoginRows {
    private static final int LOGIN_PACKETS = 6;
    /** What a machine that is busy with other tests may make of one login: an answer that comes after the first second. */
    private static final int REPEATS = 2;

    private LoginRows() {}

    static List<Row> rows() {
        return List.of(
                Row.fails(
                        1,
                        FailureKind.SESSIONS_FULL,
                        "Open Session is refused with 0x01, insufficient resources",
                        "one chain of tries with growing pauses, never two logins at a time, every session closed",
                        "wait a minute, in which sessions end by themselves; end consoles that somebody left open;"
                                + " then reset the BMC",
                        "0x01 (insufficient resources",
                        stand -> stand.with(new IpmiFault.NoSessions(1)).read(Stand.PATIENCE)),
                Row.survived(
                        2,
                        "its sessions are used up by logins that were begun and never ended, because a slow BMC was"
                                + " asked too often",
                        "the first repeat comes after a second at the earliest, later by what its answers take",
                        "nothing",
                        LoginRows::slowLogin),
                Row.fails(
                        3,
                        FailureKind.CIPHER,
                        "the cipher suite is refused (0x04, 0x09, 0x0a, 0x11, 0x12)",
                        "suite 17, then 3, what is taken is remembered; never suite 0",
                        "switch on cipher suite 17 or 3 on the BMC",
                        "0x11 (no cipher suite match)",
                        stand -> stand.with(new IpmiFault.NoGoodSuite()).read(Stand.PATIENCE)),
                Row.survived(
                        4,
                        "it never answers Get Channel Cipher Suites before a login",
                        "that is never asked",
                        "nothing",
                        stand -> {
                            Optional<Row.Left> left = stand.read(Stand.PATIENCE);
                            assertThat(stand.bmc().heard())
                                    .as("no question more")
                                    .isLessThanOrEqualTo(LOGIN_PACKETS + 1 + REPEATS);
                            return left;
                        }),
                Row.survived(
                        5,
                        "it takes suite 17 only after an update of its firmware, and took 3 before",
                        "all suites again where the remembered one is refused; a line in our log tells it",
                        "nothing",
                        stand -> {
                            assertThat(stand.with(new IpmiFault.OnlySuite(CipherSuite.SUITE_3))
                                            .read(Stand.PATIENCE))
                                    .isEmpty();
                            return stand.with(new IpmiFault.OnlySuite(CipherSuite.SUITE_17))
                                    .read(Stand.PATIENCE);
                        }),
                Row.fails(
                        6,
                        FailureKind.AUTH,
                        "its code in RAKP 2 shows that it has another password",
                        "one try, no more: accounts lock themselves",
                        "correct the password of the node's account",
                        "knows another password",
                        stand -> once(stand, IpmiBench.USER, "not it", 3)),
                Row.fails(
                        7,
                        FailureKind.AUTH,
                        "it does not know the user (0x0d), or only by the other way of looking it up",
                        "one more try with the other look-up, no more",
                        "correct the user of the node's account; enable it for the LAN channel",
                        "0x0d (unauthorized name)",
                        stand -> once(stand, "nobody", "not it", 5)),
                Row.fails(
                        8,
                        FailureKind.KG,
                        "its code in RAKP 4 shows that it has another BMC key",
                        "one more try without the key where the account has one, no more",
                        "give the account the BMC's key, or clear it on the BMC",
                        "another BMC key",
                        stand -> stand.with(new IpmiFault.OtherKey()).read(Stand.PATIENCE)),
                Row.fails(
                        9,
                        FailureKind.AUTH,
                        "the password has more than 20 bytes, and the BMC cuts or refuses it",
                        "refused before anything is sent, never cut",
                        "set a password of at most 20 bytes (16 for old BMCs) on both sides",
                        "at most 20",
                        stand -> once(stand, IpmiBench.USER, "123456789012345678901", 0)),
                Row.survived(
                        10,
                        "a password of digits alone, or none, is mishandled",
                        "passwords are bytes",
                        "nothing",
                        LoginRows::oddPasswords),
                Row.fails(
                        11,
                        FailureKind.PRIVILEGE,
                        "the account may not have the privilege (0x0a, 0x80, 0x81, 0xd4)",
                        "ADMINISTRATOR, then OPERATOR, which is enough to switch; then a fault",
                        "give the account OPERATOR at least on the LAN channel",
                        "0x0a (unauthorized role or privilege level)",
                        LoginRows::privilege),
                Row.survived(
                        12,
                        "it answers RAKP 1 with tag 0",
                        "answers are known by the session's id",
                        "nothing",
                        stand -> stand.with(new IpmiFault.TagZero()).read(Stand.PATIENCE)),
                Row.fails(
                        13,
                        FailureKind.CORRUPT,
                        "its code in RAKP 4 has another length than its suite says",
                        "a longer one is a proof as well; one of less than 12 bytes is none",
                        "update the BMC's firmware",
                        "RAKP 4 code of 8 bytes",
                        stand -> {
                            assertThat(stand.with(new IpmiFault.CutsRakp4(20)).read(Stand.PATIENCE))
                                    .isEmpty();
                            return stand.with(new IpmiFault.CutsRakp4(8)).read(Stand.PATIENCE);
                        }),
                Row.survived(
                        14,
                        "its packets skip numbers, or bear session id 0",
                        "the code at their end tells whose they are; a wider window from the next session on",
                        "nothing",
                        LoginRows::oddPackets));
    }

    private static Optional<Row.Left> slowLogin(Stand stand) {
        Optional<Row.Left> left =
                stand.with(new IpmiFault.Slow(Duration.ofMillis(150))).read(Stand.PATIENCE);
        assertThat(stand.bmc().heard()).as("no storm").isLessThanOrEqualTo(LOGIN_PACKETS + 1 + REPEATS);
        return left;
    }

    /** A failure that must not be tried again: as many packets as one try has. */
    private static Optional<Row.Left> once(Stand stand, String user, String password, int packets) {
        try (BmcSession session = stand.session(stand.bmc(), user, password)) {
            session.readPower(Stand.in(Stand.PATIENCE));
            return Optional.empty();
        } catch (BmcTrouble trouble) {
            assertThat(stand.bmc().heard())
                    .as("no storm")
                    .isBetween((long) packets, (long) packets + (packets == 0 ? 0 : REPEATS));
            assertThat(trouble.retryable()).isFalse();
            assertThat(trouble.detail()).doesNotContain(password);
            return Optional.of(Stand.left(trouble));
        }
    }

    private static Optional<Row.Left> oddPasswords(Stand stand) throws BmcTrouble {
        for (String password : List.of("", "12345678", "\u00e4\u20ac")) {
            SimulatedIpmiBmc bmc = stand.bench().start(Account.of("admin", password), Clock.systemUTC());
            try (BmcSession session = stand.session(bmc, "admin", password)) {
                assertThat(session.readPower(Stand.in(Stand.PATIENCE))).isEqualTo(PowerState.OFF);
            }
        }
        return Optional.empty();
    }

    private static Optional<Row.Left> privilege(Stand stand) {
        assertThat(stand.with(new IpmiFault.AtMost(Privilege.OPERATOR)).read(Stand.PATIENCE))
                .isEmpty();
        return stand.with(new IpmiFault.AtMost(Privilege.USER)).read(Stand.PATIENCE);
    }

    private static Optional<Row.Left> oddPackets(Stand stand) {
        stand.with(new IpmiFault.SkipsNumbers(100));
        Optional<Row.Left> left = stand.work(session -> {
            for (int i = 0; i < 3; i++) {
                session.readPower(Stand.in(Duration.ofSeconds(2)));
            }
        });
        assertThat(left.map(Row.Left::kind)).isEqualTo(Optional.of(FailureKind.CORRUPT));
        assertThat(stand.read(Stand.PATIENCE)).as("with the wider window").isEmpty();
        return stand.with(new IpmiFault.SessionZero()).read(Stand.PATIENCE);
    }
}
