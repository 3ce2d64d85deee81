package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcStanding;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.PowerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Parts of a node's document. */
public final class NodeParts {
    private NodeParts() {}

    /** A power action that the BMC has not confirmed yet. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PowerRequestDocument(long id, String action, Optional<String> bootDevice, Instant deadline) {
        static PowerRequestDocument of(PowerRequest request) {
            return new PowerRequestDocument(
                    request.id().number(),
                    Wire.of(request.action()),
                    request.bootDevice().map(Wire::of),
                    request.deadline());
        }
    }

    /**
     * What is known of the node's BMC.
     *
     * @param reachable whether it can be worked with, as far as is known
     * @param commanded the power state that was last asked for and confirmed
     * @param powerSince when the present power state was first seen
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record BmcDocument(
            boolean reachable,
            Optional<BmcFaultDocument> fault,
            Optional<String> guid,
            Optional<String> serial,
            Optional<String> commanded,
            Optional<Instant> powerSince) {
        static BmcDocument of(BmcStanding bmc) {
            return new BmcDocument(
                    bmc.fault().isEmpty(),
                    bmc.fault().map(f -> new BmcFaultDocument(f.kind(), f.detail(), f.since())),
                    bmc.identity().map(BmcIdentity::guid).filter(told -> !told.isEmpty()),
                    bmc.identity().map(BmcIdentity::serial).filter(told -> !told.isEmpty()),
                    bmc.commanded().map(Wire::of),
                    bmc.powerSince());
        }
    }

    /** Why a BMC cannot be worked with. */
    public record BmcFaultDocument(String kind, String detail, Instant since) {}

    /** What a user asked to run; the user data itself is not here, only its digest. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record InstanceDocument(
            String name, String image, Optional<String> imageDigest, Optional<String> userData, int userDataBytes) {
        static InstanceDocument of(InstanceInfo instance) {
            return new InstanceDocument(
                    instance.name(),
                    instance.image(),
                    instance.imageDigest().map(Digest::value),
                    instance.userData().map(Digest::value),
                    instance.userDataBytes());
        }
    }

    /** The running attempt, or the last one. */
    public record AttemptDocument(
            String id,
            long number,
            String action,
            Instant startedAt,
            String stage,
            String outcome,
            List<StepDocument> steps,
            List<CrumbDocument> crumbs) {
        static AttemptDocument of(Attempt attempt) {
            return new AttemptDocument(
                    attempt.id().value(),
                    attempt.id().number(),
                    Wire.of(attempt.action()),
                    attempt.startedAt(),
                    Wire.of(attempt.stage()),
                    Wire.of(attempt.outcome()),
                    attempt.steps().stream().map(StepDocument::of).toList(),
                    attempt.crumbs().stream().map(CrumbDocument::of).toList());
        }
    }

    /** A step; its script is not told. {@code limit} is an ISO-8601 duration. */
    public record StepDocument(String name, String limit, boolean required) {
        static StepDocument of(Step step) {
            return new StepDocument(step.name(), step.limit().toString(), step.required());
        }
    }

    /** A link of the boot chain that was seen; {@code step} is its number for steps and 0 for the rest, {@code by} is how the machine was known. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record CrumbDocument(
            String link,
            String words,
            int step,
            Instant at,
            String from,
            Optional<String> served,
            String signal,
            Optional<String> by) {
        static CrumbDocument of(Crumb crumb) {
            return new CrumbDocument(
                    Wire.of(crumb.link()),
                    crumb.link().words(),
                    crumb.index(),
                    crumb.at(),
                    crumb.from(),
                    crumb.served().map(Digest::value),
                    crumb.signal().value(),
                    crumb.by().map(Attribution::wireName));
        }
    }

    /** A maintenance hold. */
    public record HoldDocument(
            String id,
            String reason,
            String category,
            String scope,
            boolean pausesClocks,
            String author,
            Instant since) {
        static HoldDocument of(Hold hold) {
            return new HoldDocument(
                    hold.id().value(),
                    hold.reason(),
                    Wire.of(hold.category()),
                    Wire.of(hold.scope()),
                    hold.pausesClocks(),
                    hold.author(),
                    hold.since());
        }
    }
}
