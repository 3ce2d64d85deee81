package io.rackledger.eventlog.memory;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.newCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.LogContract;
import org.junit.jupiter.api.Test;

/** The twin keeps the contract, and can be told to lose answers. */
final class InMemoryLogTest extends LogContract {
    private static final InMemoryLog LOG = new InMemoryLog();

    @Override
    protected EventLog log() {
        return LOG;
    }

    @Override
    protected EventLog other() {
        return LOG;
    }

    @Test
    void resolvesALostAnswerByTheCommandId() {
        NodeId node = enrolled("lost-answer");
        CommandId lost = newCommand();
        LOG.faults().add(MemoryFaults.Fault.ANSWER_LOST);
        assertThat(await(LOG.nodeLog().append(change(node, 1, lost)))).isInstanceOf(AppendResult.OutcomeUnknown.class);
        assertThat(LOG.nodeStates().current(node).applied(lost)).isPresent();
    }

    @Test
    void resolvesALostRecordByTheCommandId() {
        NodeId node = enrolled("lost-record");
        CommandId lost = newCommand();
        LOG.faults().add(MemoryFaults.Fault.RECORD_LOST);
        assertThat(await(LOG.nodeLog().append(change(node, 1, lost)))).isInstanceOf(AppendResult.OutcomeUnknown.class);
        assertThat(LOG.nodeStates().current(node).applied(lost)).isEmpty();
        assertThat(await(LOG.nodeLog().append(change(node, 1, lost)))).isInstanceOf(AppendResult.Appended.class);
    }
}
