package io.rackledger.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.diagnosis.DiagnosisRows.On;
import io.rackledger.core.diagnosis.DiagnosisRows.Row;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Transcript;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.simulation.SimulatedEngine;
import io.rackledger.core.simulation.SimulatedEngine.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From what a machine shows to code, links and sentence; whatever the order in which it arrives. */
final class DiagnosisTest {
    static final Endpoints ENDPOINTS = new Endpoints("10.0.0.1:8481", "10.0.0.2:8482", "10.0.0.3:8483");
    /** The same where DHCP and TFTP are ours. */
    static final Endpoints OWN_DHCP = new Endpoints(
            ENDPOINTS.boot(),
            ENDPOINTS.metadata(),
            ENDPOINTS.report(),
            new Endpoints.ServedFirmware(Optional.of("10.0.0.4"), true, Optional.of("10.0.0.4:69")));

    private static final String HOME = "core-domain/src/test/resources/io/rackledger/core/diagnosis/";
    private static final int LONGEST_SENTENCE = 340;

    static Stream<Row> rows() {
        return DiagnosisRows.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTheCauseAndTheLinksAroundIt(Row row) {
        Finding finding = outcome(row);
        assertThat(finding.code()).as(finding.sentence()).isEqualTo(row.code());
        assertThat(finding.lastGoodLink()).as("last good link").isEqualTo(row.lastGood());
        assertThat(finding.missingLink()).as("missing link").isEqualTo(row.missing());
        assertThat(List.of(row.says()))
                .allSatisfy(part -> assertThat(finding.sentence()).contains(part));
        assertThat(finding.evidence()).doesNotHaveDuplicates().isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tellsItInOnePlainSentence(Row row) {
        String sentence = outcome(row).sentence();
        assertThat(sentence)
                .hasSizeLessThan(LONGEST_SENTENCE)
                .startsWith(row.on() == On.INSTALLED ? "Deployment of rack1-n01 failed: " : "")
                .endsWith(".")
                .doesNotContain("..\"", "\"..", "  ", "(1 times", "null", " .");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void saysTheSameInWhateverOrderTheSignalsArrive(Row row) {
        Node node = node(row.on());
        Machine machine = row.shows().apply(machine(node));
        Finding straight = verdict(row, node, machine.signals());
        Breadcrumbs folded = fold(node, machine.signals());
        for (int seed = 0; seed < 100; seed++) {
            List<Signal> shuffled = new ArrayList<>(machine.signals());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(fold(node, shuffled)).as("seed %d", seed).isEqualTo(folded);
            assertThat(verdict(row, node, shuffled)).as("seed %d", seed).isEqualTo(straight);
        }
    }

    /** Both signals are of one instant, and their ids, which are digests, must not decide which is the cause. */
    @Test
    void namesTheReasonThatCameWithTheEndOfTheRunnerWhateverTheirIds() {
        Node node = node(On.DEPLOY);
        for (int i = 0; i < 16; i++) {
            Machine machine = machine(node).boots().seeded().runner().gaveUp("reason " + i);
            assertThat(verdict(ENDPOINTS, node, machine.signals()).sentence()).contains("\"reason " + i + "\"");
        }
    }

    @Test
    void printsAllSentencesForReview() {
        StringBuilder out = new StringBuilder("The sentence of every row of DiagnosisRows.\n");
        for (Row row : DiagnosisRows.all()) {
            Finding finding = outcome(row);
            out.append("\n# %s%n%s | last good: %s | missing: %s%n%s%n"
                    .formatted(
                            row.name(),
                            finding.code(),
                            finding.lastGoodLink(),
                            finding.missingLink(),
                            finding.sentence()));
        }
        Transcript.verify(HOME + "sentences.txt", out.toString());
    }

    /** The whole way: signals at their time, deadlines at theirs, until the node has failed. */
    private static Finding outcome(Row row) {
        SimulatedEngine engine = engine(row);
        List<Signal> signals = row.shows().apply(machine(engine.node())).signals();
        for (Signal signal : signals) {
            expireUntil(engine, signal.seenAt());
            engine.signal(signal, signal.seenAt());
        }
        expireUntil(engine, Instant.MAX);
        return engine.node().failure().orElseThrow();
    }

    private static void expireUntil(SimulatedEngine engine, Instant now) {
        while (engine.node().state().kind() != StateKind.FAILED
                && engine.due().filter(due -> due.at().isBefore(now)).isPresent()) {
            Due due = engine.due().orElseThrow();
            engine.expire(due, due.at());
        }
    }

    /** The name of a row tells whose DHCP it is. */
    private static Endpoints endpoints(Row row) {
        return row.name().startsWith("our DHCP") ? OWN_DHCP : ENDPOINTS;
    }

    private static SimulatedEngine engine(Row row) {
        SimulatedEngine engine = new SimulatedEngine(NodeStories.POLICY, endpoints(row));
        for (NodeEvent event : story(row.on()).history()) {
            engine.load(event);
        }
        return engine;
    }

    private static Node node(On on) {
        return story(on).node();
    }

    private static NodeStories story(On on) {
        return switch (on) {
            case INSPECT -> NodeStories.in(ProvisionState.INSPECT_WAIT);
            case CLEAN -> NodeStories.in(ProvisionState.CLEAN_WAIT);
            case DEPLOY -> NodeStories.in(ProvisionState.WAIT_CALL_BACK);
            case INSTALLED ->
                NodeStories.in(ProvisionState.WAIT_CALL_BACK).machineDone().bmcConfirms();
        };
    }

    private static Machine machine(Node node) {
        ChainKey key = ChainKey.of(node.attempt().orElseThrow());
        return new Machine(key.attempt(), key.stage(), node.stateSince().plusSeconds(3));
    }

    private static Breadcrumbs fold(Node node, List<Signal> signals) {
        Breadcrumbs seen = Breadcrumbs.none(ChainKey.of(node.attempt().orElseThrow()));
        for (Signal signal : signals) {
            seen = seen.with(signal);
        }
        return seen;
    }

    /** The verdict on all of it at once, five minutes after the last. */
    private static Finding verdict(Row row, Node node, List<Signal> signals) {
        return verdict(endpoints(row), node, signals);
    }

    private static Finding verdict(Endpoints endpoints, Node node, List<Signal> signals) {
        Breadcrumbs seen = fold(node, signals);
        Wait wait = node.waiting().orElseThrow();
        Instant due = seen.lastSign().orElse(wait.since()).plus(Duration.ofMinutes(5));
        return Verdicts.onTrouble(node, seen, NodeStories.POLICY.bootBudget(), endpoints)
                .orElseGet(() -> Verdicts.onExpiry(node, wait, WaitClock.PROGRESS, due, Optional.of(seen), endpoints));
    }
}
