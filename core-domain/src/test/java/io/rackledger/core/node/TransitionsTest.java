package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.node.IronicTable.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class TransitionsTest {
    @Test
    void readsAllOfTheReferenceFile() {
        assertThat(IronicTable.rows()).hasSize(30);
        assertThat(IronicTable.edges()).hasSize(93).doesNotHaveDuplicates();
    }

    @Test
    void hasTheEdgesOfTheReferenceFileAndNoOther() {
        List<Edge> ours = new ArrayList<>();
        for (ProvisionState state : ProvisionState.values()) {
            Transitions.of(state).forEach((trigger, to) -> ours.add(new Edge(state, trigger, to)));
        }
        assertThat(ours).containsExactlyInAnyOrderElementsOf(IronicTable.edges());
    }

    @Test
    void hasTheStatesAndKindsOfTheReferenceFile() {
        assertThat(IronicTable.rows())
                .allSatisfy(row -> assertThat(row.state().kind().name().toLowerCase(Locale.ROOT))
                        .as(row.state().wireName())
                        .isEqualTo(row.kind()));
        assertThat(IronicTable.rows()).extracting(IronicTable.Row::state).containsExactly(ProvisionState.values());
    }

    @Test
    void answersAnIllegalTriggerWithNothing() {
        assertThat(Transitions.next(ProvisionState.ENROLL, Trigger.DEPLOY)).isEmpty();
        assertThat(Transitions.next(ProvisionState.ENROLL, Trigger.MANAGE)).contains(ProvisionState.VERIFYING);
    }
}
