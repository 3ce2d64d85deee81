package io.rackledger.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines.Running;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verdicts that rest on the node's own record alone. */
final class VerdictsTest {
    @Test
    void namesTheBmcThatDidNotAnswer() {
        Finding finding = verdict(NodeStories.in(ProvisionState.DEPLOYING));
        assertThat(finding.code()).isEqualTo(FailureCode.BMC_UNREACHABLE);
        assertThat(finding.missingLink()).isEqualTo("power-on");
        assertThat(finding.sentence())
                .isEqualTo(
                        "Deployment of rack1-n01 failed: the BMC at 10.0.0.5:8000 did not confirm power action REBOOT"
                                + " within 2 min; check its address, cable and VLAN.");
    }

    @Test
    void tellsForWhatAnOperatorIsWaitedFor() {
        Finding finding = verdict(NodeStories.in(ProvisionState.DEPLOY_HOLD));
        assertThat(finding.code()).isEqualTo(FailureCode.HOLD_EXPIRED);
        assertThat(finding.sentence())
                .isEqualTo(
                        "rack1-n01 has been waiting for an operator to say unhold or abort since 2026-03-01T10:00:10Z.");
    }

    /** After a restart that lost all signals, the crumbs of the log still tell how far the machine got. */
    @Test
    void goesByTheLogWhereNoSignalIsKnown() {
        NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT)
                .seen(Link.BOOT_SCRIPT, 0)
                .seen(Link.KERNEL, 0);
        Finding finding = verdict(story);
        assertThat(finding.code()).isEqualTo(FailureCode.NO_INITRD_FETCH);
        assertThat(finding.lastGoodLink()).isEqualTo("kernel fetch");
        assertThat(finding.sentence()).contains("check the path from 10.0.1.7 to 10.0.0.1:8481");
    }

    /** What the node's wait says should come next; an optional link that was seen moves it on, one that was not is not waited for. */
    @Test
    void namesTheLinkThatShouldComeNextAsTheMachineGetsOn() {
        NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
        assertThat(Verdicts.awaited(story.node())).contains(Link.BOOT_SCRIPT);
        assertThat(Verdicts.awaited(story.seen(Link.LOADER, 0).node())).contains(Link.BOOT_SCRIPT);
        assertThat(Verdicts.awaited(story.seen(Link.BOOT_SCRIPT, 0).node())).contains(Link.KERNEL);
        assertThat(Verdicts.awaited(story.seen(Link.KERNEL, 0).node())).contains(Link.INITRD);
        assertThat(Verdicts.awaited(story.seen(Link.INITRD, 0).node())).contains(Link.META_DATA);
        assertThat(Verdicts.awaited(story.seen(Link.SYSTEM_DHCP, 0).node())).contains(Link.META_DATA);
        assertThat(Verdicts.awaited(story.seen(Link.META_DATA, 0).node())).contains(Link.USER_DATA);
        assertThat(Verdicts.awaited(
                        NodeStories.in(ProvisionState.WAIT_CALL_BACK).node()))
                .contains(Link.BOOT_SCRIPT);
        assertThat(Verdicts.awaited(NodeStories.in(ProvisionState.DEPLOY_HOLD).node()))
                .as("an operator is waited for")
                .isEmpty();
        assertThat(Verdicts.awaited(NodeStories.in(ProvisionState.CLEANING).node()))
                .as("the BMC is waited for")
                .isEmpty();
    }

    @Test
    void isSilentWhileAllMayEndWell() {
        NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
        ChainKey chain = ChainKey.of(story.node().attempt().orElseThrow());
        assertThat(Verdicts.onTrouble(story.node(), Breadcrumbs.none(chain), 5, DiagnosisTest.ENDPOINTS))
                .isEmpty();
    }

    private static Finding verdict(NodeStories story) {
        Wait wait = story.waiting();
        Instant due = ((Running) wait.deadlines()).progress();
        return Verdicts.onExpiry(
                story.node(), wait, WaitClock.PROGRESS, due, Optional.empty(), DiagnosisTest.ENDPOINTS);
    }
}
