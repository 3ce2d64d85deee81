package io.rackledger.command.process;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A command that a process manager wants carried out. Its id follows from what it is about, so that a second instance, a restart or a
 * retry asks for the same thing under the same id.
 *
 * @param actor which process manager asks
 * @param causation the signal that led to it, or empty
 */
record EngineCommand(CommandId id, NodeCommand command, String actor, String causation) {
    static final String PROVISIONING = "engine:provisioning";
    static final String WAIT_TIMEOUT = "engine:wait-timeout";

    static EngineCommand of(Node node, NodeCommand command, String about, String causation, String actor) {
        return new EngineCommand(new CommandId("engine." + node.id() + "." + about), command, actor, causation);
    }

    /** A command that follows from breadcrumbs. */
    static EngineCommand ofReaction(Node node, NodeCommand command) {
        return switch (command) {
            case NodeCommand.ReportCrumb(var wait, var crumb) ->
                reaction(node, command, "crumb." + wait + about(crumb), crumb);
            case NodeCommand.PauseForOperator(var wait, var crumb) ->
                reaction(node, command, "pause." + wait + about(crumb), crumb);
            case NodeCommand.ReportDone done -> of(node, command, "done." + done.waitId(), "", PROVISIONING);
            case NodeCommand.ReportFailure failure ->
                of(node, command, "failure." + failure.waitId(), evidence(failure), PROVISIONING);
            case NodeCommand.Enroll _,
                    NodeCommand.ChangeAttributes _,
                    NodeCommand.AddPort _,
                    NodeCommand.RemovePort _,
                    NodeCommand.Delete _,
                    NodeCommand.Act _,
                    NodeCommand.PlaceHold _,
                    NodeCommand.ReleaseHold _,
                    NodeCommand.RequestPower _,
                    NodeCommand.RequestBootDevice _,
                    NodeCommand.ReportPower _,
                    NodeCommand.ObservePower _,
                    NodeCommand.ReportBmc _,
                    NodeCommand.TrustBmc _,
                    NodeCommand.NoteBmcAccount _,
                    NodeCommand.ExpireWait _ ->
                throw new IllegalArgumentException("breadcrumbs do not lead to " + command);
        };
    }

    private static EngineCommand reaction(Node node, NodeCommand command, String about, Crumb crumb) {
        return of(node, command, about, crumb.signal().value(), PROVISIONING);
    }

    private static String about(Crumb crumb) {
        return "." + crumb.link() + "." + crumb.index();
    }

    private static String evidence(NodeCommand.ReportFailure failure) {
        return failure.finding().evidence().stream()
                .findFirst()
                .map(signal -> signal.value())
                .orElse("");
    }

    /**
     * Ready for the intake. The story that it belongs to is that of the attempt.
     *
     * @param led what led to it, in whose trace it gets a span of its own; empty where that is not known
     */
    CommandEnvelope envelope(Node node, Instant at, Optional<TraceParent> led) {
        Digest hash = Digest.of(id.value().getBytes(StandardCharsets.UTF_8));
        String story = node.attempt().map(attempt -> attempt.id().value()).orElse(id.value());
        RecordContext context = new RecordContext(
                id,
                hash,
                actor,
                causation,
                story,
                led.map(trace -> trace.child(id.value()).value()).orElse(""));
        return new CommandEnvelope(node.id(), command, at, Optional.empty(), context);
    }
}
