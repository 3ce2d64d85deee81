package io.rackledger.command.mutation;

import java.util.List;

/**
 * A fault made by hand.
 *
 * @param name a few words
 * @param mode which mode of the simulation should find it: safety or liveness
 * @param edits what is changed in the sources
 */
record Mutant(String name, String mode, List<Edit> edits) {
    private static final String CORE = "core-domain/src/main/java/io/rackledger/core/";
    private static final String LOG = "event-log/src/main/java/io/rackledger/eventlog/";
    private static final String SIDE = "command-side/src/main/java/io/rackledger/command/";

    static Mutant safety(String name, Edit... edits) {
        return new Mutant(name, "safety", List.of(edits));
    }

    static Mutant liveness(String name, Edit... edits) {
        return new Mutant(name, "liveness", List.of(edits));
    }

    static Edit core(String file, String old, String now) {
        return new Edit(CORE + file + ".java", old, now);
    }

    static Edit log(String file, String old, String now) {
        return new Edit(LOG + file + ".java", old, now);
    }

    static Edit side(String file, String old, String now) {
        return new Edit(SIDE + file + ".java", old, now);
    }

    @Override
    public String toString() {
        return name;
    }
}
