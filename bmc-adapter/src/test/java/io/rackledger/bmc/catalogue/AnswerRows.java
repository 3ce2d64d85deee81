package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.client.IpmiSession;
import io.rackledger.bmc.client.SelEraser;
import io.rackledger.bmc.client.SolConsole;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.node.PowerAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Whether and how it answers, and who it is. */
final class AnswerRows {
    private static final int DEAD_ONES = 50;

    private AnswerRows() {}

    static List<Row> rows() {
        return Stream.of(answers(), lines(), identities(), services())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> answers() {
        return List.of(
                Row.fails(
                        15,
                        FailureKind.CORRUPT,
                        "its packets bear a wrong code at their end",
                        "not taken, and counted: a BMC that is heard of is not unreachable",
                        "update the BMC's firmware; look who else answers at its address",
                        "wrong integrity code",
                        stand -> stand.work(session -> {
                            session.readPower(Stand.in(Stand.PATIENCE));
                            stand.with(new IpmiFault.BadCodes());
                            session.readPower(Stand.in(Stand.SHORT));
                        })),
                Row.fails(
                        16,
                        FailureKind.BUSY,
                        "node busy (0xc0), timeout (0xc3), out of space (0xc4), initialization in progress (0xd2)",
                        "again with growing pauses until the deadline",
                        "nothing, if it ends",
                        "answered 0xc0 (node busy) to Get Chassis Status",
                        stand -> {
                            stand.with(new IpmiFault.Answers(0xd2, 3));
                            assertThat(stand.request(PowerAction.READ, Optional.empty(), Stand.PATIENCE))
                                    .isEmpty();
                            return stand.with(new IpmiFault.Answers(0xc0, 1)).read(Stand.PATIENCE);
                        }),
                Row.fails(
                        17,
                        FailureKind.UNREACHABLE,
                        "no answer: its address is dead, or a firewall stands before it",
                        "again with growing pauses until the deadline; the observer takes it for a fault after some"
                                + " tries, and for mended when it answers",
                        "check its address, cable and VLAN; IPMI is UDP port 623",
                        "did not answer within",
                        stand -> stand.with(new IpmiFault.Dead()).read(Stand.SHORT)),
                Row.fails(
                        20,
                        FailureKind.STUCK,
                        "it hangs: it still lets us in, and answers no command",
                        "no more questions after the third time: each takes one of its sessions",
                        "reset the BMC (mc reset cold); if that is ignored, cut its power",
                        "it lets us in and answers no command, 3 times",
                        AnswerRows::hangs),
                Row.survived(
                        21,
                        "a client hangs for minutes on a BMC that is dead",
                        "no call without an end, and no thread that is held for a BMC",
                        "nothing",
                        AnswerRows::manyDead));
    }

    private static List<Row> lines() {
        return List.of(
                Row.survived(
                        18,
                        "packets are lost, doubled, or come in another order",
                        "sent again, logins begun anew, doubles dropped",
                        "look at the network if it lasts",
                        stand -> {
                            assertThat(stand.with(new IpmiFault.Twice()).read(Stand.PATIENCE))
                                    .isEmpty();
                            return stand.with(new IpmiFault.LosesRakp4(1)).read(Stand.PATIENCE);
                        }),
                Row.notSimulable(
                        19,
                        Optional.of(FailureKind.SLOW),
                        "each answer takes 3 to 30 s",
                        "waited for by what its answers take; told as slow, not as dead, where the time is over",
                        "reset the BMC if it gets worse",
                        "it would take the test as long: RoundTripTest shows the sorting,"
                                + " IpmiClientTest.doesNotStormASlowBmc a BMC of 2.5 s, SlowBmcTest the kind"),
                Row.survived(
                        37,
                        "the session is gone without a word: after 30 to 60 s, or when the BMC was reset",
                        "reads and settings are asked once more in a new session; what must not happen twice is not",
                        "nothing",
                        stand -> stand.work(session -> {
                            session.readPower(Stand.in(Stand.PATIENCE));
                            stand.with(new IpmiFault.ForgetsSession(1));
                            session.readPower(Stand.in(Duration.ofSeconds(20)));
                        })),
                Row.fails(
                        38,
                        FailureKind.CORRUPT,
                        "the answer comes from another port than the one that was asked",
                        "not believed, but told",
                        "look for an address translation, or a second interface, before the BMC",
                        "which was not asked",
                        stand ->
                                stand.with(new IpmiFault.AnswersFromElsewhere()).read(Stand.SHORT)),
                Row.survived(
                        42,
                        "it is away for 1 to 5 minutes: an update of its firmware, a loss of power",
                        "again until the deadline",
                        "nothing, if it comes back",
                        stand -> stand.with(new IpmiFault.Away(Stand.in(Duration.ofMillis(600))))
                                .request(PowerAction.READ, Optional.empty(), Stand.PATIENCE)));
    }

    private static List<Row> identities() {
        return List.of(
                Row.notSimulable(
                        35,
                        Optional.of(FailureKind.IDENTITY),
                        "two machines have one MAC address, as of a virtual USB card",
                        "a MAC address belongs to one node: the second enrolment is refused",
                        "leave such cards out of the node's ports",
                        "no BMC takes part: claims of MAC addresses are the domain's"),
                Row.notSimulable(
                        36,
                        Optional.of(FailureKind.IDENTITY),
                        "power is switched as asked, but of the wrong machine",
                        "each boot must be heard of: the wait for it ends with what was missing",
                        "compare the BMC's GUID with the machine in the rack",
                        "a wrong cable is seen by the boot services only: the waits' deadlines are the process"
                                + " managers'"));
    }

    private static List<Row> services() {
        return List.of(
                Row.fails(
                        39,
                        FailureKind.NOT_IPMI,
                        "IPMI over LAN is off, or IPMI 1.5 only",
                        "found out before any login",
                        "switch IPMI 2.0 over LAN on, or use Redfish",
                        "speaks IPMI 1.5 only",
                        stand -> stand.with(new IpmiFault.OnlyOldIpmi()).read(Stand.PATIENCE)),
                Row.fails(
                        40,
                        FailureKind.BUSY,
                        "the serial console is another session's (0x80)",
                        "left to it, or taken from it where that is asked for; kept alive each 15 s",
                        "end the other console",
                        "another session already (0x80)",
                        AnswerRows::twoConsoles),
                Row.fails(
                        41,
                        FailureKind.BUSY,
                        "the event log's reservation is lost (0xc5), as its machine writes meanwhile",
                        "reserved anew, three times",
                        "clear a log that is full",
                        "0xc5 (reservation canceled)",
                        AnswerRows::reservations),
                Row.notSimulable(
                        47,
                        Optional.empty(),
                        "failures go on and on, and nobody is told",
                        "every try is a signal in the log; the node's failure names the last stage",
                        "nothing",
                        "it is the sum of the others, each of which asserts what it leaves"));
    }

    private static Optional<Row.Left> hangs(Stand stand) {
        stand.with(new IpmiFault.Hangs(0));
        return stand.work(session -> {
            for (int time = 1; time < 3; time++) {
                try {
                    session.readPower(Stand.in(Stand.SHORT));
                } catch (BmcTrouble trouble) {
                    assertThat(trouble.kind()).isIn(FailureKind.SILENT, FailureKind.UNREACHABLE);
                    assertThat(trouble.retryable()).isTrue();
                }
            }
            session.readPower(Stand.in(Stand.SHORT));
        });
    }

    private static Optional<Row.Left> manyDead(Stand stand) throws Exception {
        List<Callable<FailureKind>> asked = new ArrayList<>();
        for (int i = 0; i < DEAD_ONES; i++) {
            SimulatedIpmiBmc dead = stand.bench().start();
            dead.misbehave(new IpmiFault.Dead());
            asked.add(() -> stand.talk(IpmiBench.target(dead), Stand.SHORT, _ -> {})
                    .orElseThrow()
                    .kind());
        }
        int before = Thread.activeCount();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<FailureKind> one : threads.invokeAll(asked)) {
                assertThat(one.get()).isEqualTo(FailureKind.UNREACHABLE);
            }
        }
        assertThat(Thread.activeCount()).as("platform threads").isLessThan(before + DEAD_ONES / 2);
        return Optional.empty();
    }

    private static Optional<Row.Left> twoConsoles(Stand stand) throws Exception {
        IpmiSession mine = stand.client().open(IpmiBench.target(stand.bmc()), Stand.PATIENCE);
        try (SolConsole console = SolConsole.open(mine, BmcConsole.Busy.LEAVE, Stand.PATIENCE);
                Stand other = new Stand(stand.bench())) {
            assertThat(console.read(Duration.ofMillis(1))).isEmpty();
            return other.talk(
                    IpmiBench.target(stand.bmc()),
                    Stand.PATIENCE,
                    session -> SolConsole.open(session, BmcConsole.Busy.LEAVE, Stand.PATIENCE));
        }
    }

    private static Optional<Row.Left> reservations(Stand stand) throws Exception {
        stand.with(new IpmiFault.LosesReservations(2));
        assertThat(stand.talk(
                        IpmiBench.target(stand.bmc()),
                        Stand.PATIENCE,
                        session -> SelEraser.erase(session, stand.pacing(), Stand.PATIENCE)))
                .isEmpty();
        stand.with(new IpmiFault.LosesReservations(100));
        return stand.talk(
                IpmiBench.target(stand.bmc()),
                Stand.PATIENCE,
                session -> SelEraser.erase(session, stand.pacing(), Stand.PATIENCE));
    }
}
