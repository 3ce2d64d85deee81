package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code docs/bmc.md} for a client of BMCs, as far as no other test of this room shows them. */
final class DesignRulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final IpmiBench bench = new IpmiBench();
    private final IpmiClient client = new IpmiClient();
    private SimulatedIpmiBmc bmc;
    private IpmiTarget target;

    @BeforeEach
    void start() {
        bmc = bench.start();
        target = IpmiBench.target(bmc);
    }

    @AfterEach
    void stop() {
        client.close();
        bench.close();
    }

    @Test
    void speaksWithOneBmcForOnePieceOfWorkAtATime() throws Exception {
        IpmiSession first = client.open(target, PATIENCE);
        IpmiException busy = failure(target, SHORT);
        assertThat(busy.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(busy).hasMessageContaining("in use by other work of ours");
        CompletableFuture<IpmiSession> second = CompletableFuture.supplyAsync(() -> {
            try {
                return client.open(target, PATIENCE);
            } catch (IpmiException e) {
                throw new IllegalStateException(e);
            }
        });
        long heard = bmc.heard();
        assertThat(second).isNotDone();
        assertThat(bmc.heard()).as("no packet of the second").isEqualTo(heard);
        first.close();
        second.get().close();
    }

    @Test
    void doesNotWaitForALostGoodbye() throws IpmiException {
        IpmiSession session = client.open(target, PATIENCE);
        bmc.misbehave(new IpmiFault.Dead());
        session.close();
        bmc.misbehave(new IpmiFault.None());
        client.open(target, PATIENCE).close();
    }

    @Test
    void asksForTheHighestPrivilegeThereIsWhereNoneMayBeNamed() throws IpmiException {
        bmc.misbehave(new IpmiFault.RefusesNamedPrivilege());
        client.open(target, PATIENCE).close();
        long before = bmc.heard();
        client.open(target, PATIENCE).close();
        assertThat(bmc.heard() - before).as("remembered").isEqualTo(6);
    }

    @Test
    void givesUpWhereABmcTakesNoGoodSuiteRatherThanTakingSuiteZero() {
        bmc.misbehave(new IpmiFault.NoGoodSuite());
        IpmiException refused = failure(target, PATIENCE);
        assertThat(refused.kind()).isEqualTo(FailureKind.CIPHER);
        assertThat(refused.code()).isEqualTo(0x11);
        assertThat(bmc.heard())
                .as("capabilities, and one question for each suite")
                .isEqualTo(3);
    }

    @Test
    void tellsThatTheAccountHasNotThePrivilege() {
        bmc.misbehave(new IpmiFault.AtMost(Privilege.USER));
        IpmiException refused = failure(target, PATIENCE);
        assertThat(refused.kind()).isEqualTo(FailureKind.PRIVILEGE);
        assertThat(refused.code()).isEqualTo(0x0a);
    }

    @Test
    void takesTheLesserPrivilegeWhereThatIsEnough() throws IpmiException {
        bmc.misbehave(new IpmiFault.AtMost(Privilege.OPERATOR));
        IpmiTarget modest =
                new IpmiTarget(target.address(), target.account(), Privilege.ADMINISTRATOR, Privilege.OPERATOR);
        client.open(modest, PATIENCE).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x81, 0xd4})
    void holdsTheseAnswersToSetPrivilegeForOneOfPrivilege(int code) {
        IpmiException answer = new IpmiException(FailureKind.REFUSED, Stage.PRIVILEGE, code, "");
        assertThat(Statuses.isOfPrivilege(answer)).isTrue();
    }

    @Test
    void asksOnceWithoutTheBmcKeyWhereTheBmcHasNone() throws IpmiException {
        byte[] key = "left over".getBytes(StandardCharsets.US_ASCII);
        IpmiTarget keyed = new IpmiTarget(target.address(), target.account().withKg(key), Privilege.ADMINISTRATOR);
        client.open(keyed, PATIENCE).close();
        bmc.misbehave(new IpmiFault.OtherKey());
        IpmiException refused = failure(keyed, PATIENCE);
        assertThat(refused.kind()).isEqualTo(FailureKind.KG);
        assertThat(refused).hasMessageEndingWith("than the one of this account");
    }

    @Test
    void widensItsWindowForABmcThatSkipsNumbers() throws IpmiException {
        bmc.misbehave(new IpmiFault.SkipsNumbers(100));
        try (IpmiSession session = client.open(target, PATIENCE)) {
            session.send(ChassisStatus.get(), PATIENCE);
            session.send(ChassisStatus.get(), PATIENCE);
            IpmiException skipped =
                    catchThrowableOfType(IpmiException.class, () -> session.send(ChassisStatus.get(), SHORT));
            assertThat(skipped.kind()).isEqualTo(FailureKind.CORRUPT);
        }
        try (IpmiSession session = client.open(target, PATIENCE)) {
            for (int i = 0; i < 5; i++) {
                session.send(ChassisStatus.get(), PATIENCE);
            }
        }
    }

    @Test
    void outlastsALoginThatASlowBmcHasMixedUp() throws IpmiException {
        // Its answer to RAKP 1 takes longer than the first repeat of it: two random numbers are under way.
        bmc.misbehave(new IpmiFault.SlowRakp2(Duration.ofMillis(1100)));
        client.open(target, PATIENCE).close();
    }

    @Test
    void takesACodeOfRakpFourThatIsCutElsewhere() throws IpmiException {
        bmc.misbehave(new IpmiFault.CutsRakp4(20));
        client.open(target, PATIENCE).close();
        bmc.misbehave(new IpmiFault.CutsRakp4(8));
        assertThat(failure(target, PATIENCE).kind()).isEqualTo(FailureKind.CORRUPT);
    }

    @Test
    void showsNoSecretInItsWords() {
        Account account = Account.of("admin", "canary-5e0f").withKg("canary-kg".getBytes(StandardCharsets.US_ASCII));
        IpmiTarget wrong = new IpmiTarget(target.address(), Account.of("admin", "canary-no"), Privilege.ADMINISTRATOR);
        assertThat(account + " " + wrong + failure(wrong, PATIENCE)).doesNotContain("canary");
    }

    @Test
    void keepsTheSessionOfAConsoleAliveWhileNobodyTypes() throws IpmiException, InterruptedException {
        SimulatedIpmiBmc forgetful = bench.startForgetful(Duration.ofMillis(900));
        IpmiSession session = client.open(IpmiBench.target(forgetful), PATIENCE);
        try (SolConsole console = SolConsole.open(session, BmcConsole.Busy.LEAVE, PATIENCE, Duration.ofMillis(200))) {
            assertThat(console.read(Duration.ofMillis(1500))).isEmpty();
            forgetful.print("still here\r\n");
            assertThat(console.read(PATIENCE)).isPresent();
        }
    }

    @Test
    void logsOutAfterEachPieceOfWork() throws ExecutionException, InterruptedException, IpmiException {
        // More sessions than the BMC has, one after the other.
        for (int i = 0; i < 20; i++) {
            client.open(target, PATIENCE).close();
        }
        assertThat(bmc.heard()).as("six packets for each").isGreaterThanOrEqualTo(20 * 6L);
    }

    private IpmiException failure(IpmiTarget at, Duration patience) {
        return catchThrowableOfType(
                IpmiException.class, () -> client.open(at, patience).close());
    }
}
