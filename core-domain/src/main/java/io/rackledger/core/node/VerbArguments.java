package io.rackledger.core.node;

import io.rackledger.core.boot.Step;
import java.util.List;
import java.util.Optional;

/** What a verb needs beside the node. */
public sealed interface VerbArguments {
    /** Nothing. */
    record None() implements VerbArguments {}

    /** For deploy and rebuild (there without instance: the present one again). An empty step list means the engine's own steps. */
    record Deploy(Optional<InstanceInfo> instance, List<Step> steps) implements VerbArguments {
        public Deploy {
            steps = List.copyOf(steps);
        }
    }

    /** For inspect, provide, clean, service and rescue: the steps to run; empty means the engine's own. */
    record Steps(List<Step> steps) implements VerbArguments {
        public Steps {
            steps = List.copyOf(steps);
        }
    }
}
