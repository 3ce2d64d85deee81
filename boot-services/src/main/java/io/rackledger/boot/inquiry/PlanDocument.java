package io.rackledger.boot.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The boot plan of a machine, and what follows from it. Tokens are blotted out with asterisks; digests are those of the bytes that are served.
 *
 * @param mac the address that the script is for
 * @param macs all addresses of the node
 * @param sequence version of the node that the plan was derived from
 * @param position of that version's record in the log; empty where this process has not folded it
 * @param since time of that record
 * @param bootsTaken network boots of the wait that this process has given
 * @param held whether a step named hold must go on waiting
 * @param kernelArguments of the system in memory; empty where it is not booted
 */
public record PlanDocument(
        String mac,
        List<String> macs,
        String node,
        String name,
        String kind,
        String stage,
        Optional<String> attempt,
        Optional<Long> waitId,
        long sequence,
        Optional<String> position,
        Optional<Instant> since,
        Optional<NodeBrief> now,
        int bootsTaken,
        int bootBudget,
        boolean held,
        Script script,
        Optional<String> kernelArguments,
        List<ServedFile> files,
        List<SeedFile> seed,
        List<PlannedStep> steps) {
    public PlanDocument {
        macs = List.copyOf(macs);
        files = List.copyOf(files);
        seed = List.copyOf(seed);
        steps = List.copyOf(steps);
    }

    /**
     * The boot script that the machine would get now.
     *
     * @param kind of the script; another than the plan's where the budget is used up
     * @param why in words
     */
    public record Script(String kind, String why, int status, String digest, int bytes, String text) {}

    /** A file that the plan needs. {@code trouble} says what is wrong with it. */
    public record ServedFile(
            String use, String name, Optional<String> digest, Optional<Long> bytes, Optional<String> trouble) {}

    /** A file of the cloud-init seed. {@code trouble} says why it cannot be served. */
    public record SeedFile(String name, Optional<String> digest, Optional<Integer> bytes, Optional<String> trouble) {}

    /** A step that the system in memory runs, or that the one on disk does. */
    public record PlannedStep(int index, String name, long limitSeconds, boolean required) {}
}
