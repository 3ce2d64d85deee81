package io.rackledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.eventlog.memory.MemoryFaults.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every intake keeps to. */
abstract class IntakeContract {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    final InMemoryLog log = new InMemoryLog();

    /** An intake over {@link #log}; each call makes another instance. */
    abstract Intake intake();

    /** Who asks. */
    String actor() {
        return "operator:ada";
    }

    static NodeId id(String name) {
        return NodeId.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static NodeCommand enroll(String name, String... macs) {
        TreeSet<MacAddress> ports = new TreeSet<>();
        List.of(macs).forEach(mac -> ports.add(MacAddress.parse(mac)));
        return new NodeCommand.Enroll(
                id(name),
                new NodeAttributes(
                        name,
                        "redfish",
                        Optional.empty(),
                        "",
                        ports,
                        new TreeMap<>(),
                        "",
                        new TreeSet<>(),
                        "",
                        Protection.NONE,
                        Protection.NONE));
    }

    static NodeCommand addPort(int number) {
        return new NodeCommand.AddPort(new MacAddress("52:54:00:00:%02x:%02x".formatted(number >> 8, number & 0xff)));
    }

    CommandEnvelope command(String node, String commandId, NodeCommand command) {
        return command(node, commandId, command, Optional.empty());
    }

    CommandEnvelope command(String node, String commandId, NodeCommand command, Optional<Long> ifSequence) {
        Digest hash = Digest.of(command.toString().getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(new CommandId(commandId), hash, actor(), "", commandId, "");
        return new CommandEnvelope(id(node), command, NOW, ifSequence, context);
    }

    static void assertRefused(CommandOutcome outcome, RefusalCode code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    static CommandOutcome.Done done(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(CommandOutcome.Done.class);
        return (CommandOutcome.Done) outcome;
    }

    @Test
    void repeatGetsTheFirstAnswer() {
        Intake intake = intake();
        CommandOutcome.Done first =
                done(intake.submit(command("a", "c1", enroll("a"))).join());
        done(intake.submit(command("a", "c2", addPort(1))).join());
        CommandOutcome.Done again =
                done(intake.submit(command("a", "c1", enroll("a"))).join());
        assertThat(again.repeated()).isTrue();
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.sequence()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameIdIsRefused() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a"))).join();
        CommandOutcome other = intake.submit(command("a", "c1", addPort(1))).join();
        assertRefused(other, RefusalCode.ARGUMENT_INVALID);
    }

    @Test
    void refusesVersionThatIsNoLongerPresent() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a"))).join();
        intake.submit(command("a", "c2", addPort(1))).join();
        assertRefused(
                intake.submit(command("a", "c3", addPort(2), Optional.of(1L))).join(), RefusalCode.STALE);
        done(intake.submit(command("a", "c4", addPort(2), Optional.of(2L))).join());
    }

    @Test
    void decidesAgainWhenAnotherWriterWasFirst() {
        List<Intake> writers = List.of(intake(), intake());
        writers.getFirst().submit(command("a", "c0", enroll("a"))).join();
        List<CompletableFuture<CommandOutcome>> outcomes = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            outcomes.add(writers.get(i % 2).submit(command("a", "c" + i, addPort(i))));
        }
        outcomes.forEach(outcome -> done(outcome.join()));
        Node node = (Node) log.nodeStates().current(id("a")).state();
        assertThat(node.attributes().ports()).hasSize(64);
        assertThat(log.nodeStates().current(id("a")).sequence()).isEqualTo(65);
    }

    @Test
    void sameCommandAtOnceIsDoneOnce() {
        List<Intake> writers = List.of(intake(), intake());
        List<CompletableFuture<CommandOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            outcomes.add(writers.get(i % 2).submit(command("a", "same", enroll("a", "52:54:00:11:00:01"))));
        }
        assertThat(outcomes.stream().map(outcome -> done(outcome.join())).filter(done -> !done.repeated()))
                .hasSize(1);
        assertThat(log.claims().holder(new ClaimKey("mac:52:54:00:11:00:01"), NOW.plus(Duration.ofDays(1))))
                .contains(id("a"));
    }

    @Test
    void macClaimedByTwoNodesAtOnceGoesToOne() {
        List<Intake> writers = List.of(intake(), intake());
        List<CompletableFuture<CommandOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String name = "n" + i;
            outcomes.add(writers.get(i % 2).submit(command(name, "c" + i, enroll(name, "52:54:00:11:00:02"))));
        }
        long won = outcomes.stream()
                .map(CompletableFuture::join)
                .filter(CommandOutcome.Done.class::isInstance)
                .count();
        assertThat(won).isEqualTo(1);
        assertThat(log.nodeStates().living()).hasSize(1);
    }

    @Test
    void refusedEnrollLeavesNoClaimBehind() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:03"))).join();
        assertRefused(
                intake.submit(command("b", "c2", enroll("b", "52:54:00:11:00:03")))
                        .join(),
                RefusalCode.CLAIMED);
        assertThat(log.claims().holder(ClaimKey.ofName("b"), NOW)).isEmpty();
    }

    @Test
    void deletionFreesAllClaims() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:04"))).join();
        done(intake.submit(command("a", "c2", new NodeCommand.Delete())).join());
        assertThat(log.claims().holder(new ClaimKey("mac:52:54:00:11:00:04"), NOW))
                .isEmpty();
        assertThat(log.claims().holder(ClaimKey.ofName("a"), NOW)).isEmpty();
    }

    @Test
    void lostAnswerIsToldAsUnknownAndResolvedByTheCommandId() {
        Intake intake = intake();
        log.faults().add(Fault.ANSWER_LOST);
        assertThat(intake.submit(command("a", "c1", enroll("a"))).join())
                .isInstanceOf(CommandOutcome.OutcomeUnknown.class);
        assertThat(done(intake.submit(command("a", "c1", enroll("a"))).join()).repeated())
                .isTrue();
    }

    @Test
    void lostRecordIsToldAsUnknownAndDoneByTheRepeat() {
        Intake intake = intake();
        log.faults().add(Fault.RECORD_LOST);
        assertThat(intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:05")))
                        .join())
                .isInstanceOf(CommandOutcome.OutcomeUnknown.class);
        assertThat(done(intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:05")))
                                .join())
                        .repeated())
                .isFalse();
    }

    @Test
    void commandToUnknownNodeIsRefused() {
        assertRefused(intake().submit(command("nobody", "c1", addPort(1))).join(), RefusalCode.NODE_UNKNOWN);
    }

    @Test
    void nothingIsRecordedWhereAllIsAsAsked() {
        Intake intake = intake();
        intake.submit(command("a", "c1", enroll("a"))).join();
        Node node = (Node) log.nodeStates().current(id("a")).state();
        CommandOutcome same = intake.submit(command("a", "c2", new NodeCommand.ChangeAttributes(node.attributes())))
                .join();
        assertThat(same).isInstanceOf(CommandOutcome.Unchanged.class);
        assertThat(log.nodeStates().current(id("a")).sequence()).isEqualTo(1);
    }

    /** What a process that stands still for longer than its reservation lives has done by then. */
    private void reserveLongAgo(String node, long sequence, ClaimKey... keys) {
        Instant then = NOW.minus(Duration.ofMinutes(5));
        Reservation wish = new Reservation(id(node), sequence, then, then.plusSeconds(60));
        assertThat(log.claims()
                        .reserve(
                                wish,
                                Set.of(keys),
                                former -> CompletableFuture.failedFuture(new AssertionError(former)))
                        .join())
                .isEqualTo(new ClaimResult.Granted());
    }

    private AppendResult appended(String node, long sequence, NodeEvent event) {
        RecordContext context = command(node, "late", enroll(node)).context();
        return log.nodeLog()
                .append(new AppendRequest(id(node), sequence - 1, NOW, List.of(event), context))
                .join();
    }

    private static NodeEvent enrolled(String name, String mac) {
        NodeCommand.Enroll enroll = (NodeCommand.Enroll) enroll(name, mac);
        return new NodeEvent.NodeEnrolled(NOW, id(name), enroll.attributes());
    }

    @Test
    void recordOfAProcessThatStoodStillIsVoidOnceAnotherNodeHasItsKey() {
        String mac = "52:54:00:11:00:06";
        reserveLongAgo("slow", 1, ClaimKey.ofName("slow"), new ClaimKey("mac:" + mac));
        done(intake().submit(command("b", "c1", enroll("b", mac))).join());
        assertThat(appended("slow", 1, enrolled("slow", mac))).isInstanceOf(AppendResult.Lost.class);
        assertRefused(
                intake().submit(command("slow", "c2", enroll("slow", mac))).join(), RefusalCode.CLAIMED);
        assertThat(log.claims().holder(new ClaimKey("mac:" + mac), NOW.plus(Duration.ofDays(1))))
                .contains(id("b"));
    }

    @Test
    void portOfAProcessThatStoodStillIsVoidAndItsNodeAsItWas() {
        Intake intake = intake();
        done(intake.submit(command("slow", "c1", enroll("slow"))).join());
        NodeState before = log.nodeStates().current(id("slow")).state();
        MacAddress mac = new MacAddress("52:54:00:11:00:07");
        reserveLongAgo("slow", 2, ClaimKey.of(mac));
        done(intake.submit(command("b", "c2", enroll("b", mac.toString()))).join());
        assertThat(appended("slow", 2, new NodeEvent.PortAdded(NOW, mac))).isInstanceOf(AppendResult.Lost.class);
        assertThat(log.nodeStates().current(id("slow")).state()).isEqualTo(before);
        done(intake.submit(command("slow", "c3", addPort(1))).join());
    }

    @Test
    void keyOfARecordWhoseIntakeDiedStaysWithItsNodeHoweverLongNobodyConfirmedIt() {
        String mac = "52:54:00:11:00:08";
        reserveLongAgo("a", 1, ClaimKey.ofName("a"), new ClaimKey("mac:" + mac));
        assertThat(appended("a", 1, enrolled("a", mac))).isInstanceOf(AppendResult.Appended.class);
        assertRefused(intake().submit(command("b", "c1", enroll("b", mac))).join(), RefusalCode.CLAIMED);
        assertThat(log.claims().holder(new ClaimKey("mac:" + mac), NOW.plus(Duration.ofDays(1))))
                .contains(id("a"));
        assertThat(log.nodeStates().current(id("a")).sequence()).isEqualTo(1);
    }

    /** The deletion itself is the proof: no record is needed beside it. */
    @Test
    void nameOfADeletedNodeIsFreeWithoutARecordMore() {
        Intake intake = intake();
        done(intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:09"))).join());
        done(intake.submit(command("a", "c2", new NodeCommand.Delete())).join());
        done(intake.submit(command("b", "c3", enroll("b", "52:54:00:11:00:09"))).join());
        assertThat(log.nodeStates().current(id("a")).sequence()).isEqualTo(2);
    }

    @Test
    void enrollThatWasRefusedLeavesItsNameFreeWithoutARecordMore() {
        Intake intake = intake();
        done(intake.submit(command("a", "c1", enroll("a", "52:54:00:11:00:0a"))).join());
        NodeCommand.Enroll typo = (NodeCommand.Enroll) enroll("b", "52:54:00:11:00:0a");
        assertRefused(
                intake.submit(command("wrong", "c2", new NodeCommand.Enroll(id("wrong"), typo.attributes())))
                        .join(),
                RefusalCode.CLAIMED);
        done(intake.submit(command("b", "c3", enroll("b", "52:54:00:11:00:0b"))).join());
        assertThat(log.nodeStates().current(id("wrong")).sequence()).isZero();
    }
}
