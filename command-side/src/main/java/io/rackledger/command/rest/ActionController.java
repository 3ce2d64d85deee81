package io.rackledger.command.rest;

import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lifecycle verbs. Accepted means that it begins; how it goes on is read from the node. */
@RestController
@Tag(name = "actions")
@RequestMapping(path = "/api/v1/nodes/{id}/actions", produces = MediaType.APPLICATION_JSON_VALUE)
final class ActionController {
    private final CommandDesk desk;
    private final NodeNames names;
    private final UserData userData;
    private final UserDataRefusals refusals;

    ActionController(CommandDesk desk, NodeNames names, UserData userData, UserDataRefusals refusals) {
        this.desk = desk;
        this.names = names;
        this.userData = userData;
        this.refusals = refusals;
    }

    @Operation(summary = "Starts a lifecycle action")
    @ApiResponse(responseCode = "202", description = "Accepted: it begins.")
    @PostMapping("/{verb}")
    ResponseEntity<NodeAnswer> act(
            Caller caller,
            @PathVariable String id,
            @PathVariable String verb,
            @RequestBody(required = false) @Nullable ActionRequest body) {
        ProvisionVerb asked = FieldFault.parse("verb", () -> ProvisionVerb.parse(verb));
        ActionRequest request = body == null ? ActionRequest.EMPTY : body;
        NodeId node = names.resolve(id);
        NodeCommand.Act command = new NodeCommand.Act(asked, argumentsOf(node, caller, asked, request));
        return desk.carryOut(caller, node, command, asked + " " + request, HttpStatus.ACCEPTED);
    }

    /** A refusal of user data never comes to the intake, so it is reported from here. */
    private VerbArguments argumentsOf(NodeId node, Caller caller, ProvisionVerb verb, ActionRequest request) {
        try {
            return arguments(verb, request);
        } catch (UserDataRefused refused) {
            refusals.report(caller, node, verb.wireName(), refused);
            throw refused;
        }
    }

    private VerbArguments arguments(ProvisionVerb verb, ActionRequest request) {
        List<Step> steps = StepRequest.all(request.steps());
        return switch (verb) {
            case DEPLOY, REBUILD -> new VerbArguments.Deploy(instance(request), steps);
            case INSPECT, PROVIDE, CLEAN, SERVICE, RESCUE -> {
                refuseInstance(request);
                yield new VerbArguments.Steps(steps);
            }
            case MANAGE, UNDEPLOY, UNRESCUE, UNHOLD, ADOPT, ABORT -> {
                refuseInstance(request);
                if (!steps.isEmpty()) {
                    throw new FieldFault("steps", verb.wireName() + " runs no steps", "leave steps out");
                }
                yield new VerbArguments.None();
            }
        };
    }

    private static void refuseInstance(ActionRequest request) {
        if (request.instance() != null) {
            throw new FieldFault("instance", "only deploy and rebuild take an instance", "leave instance out");
        }
    }

    private Optional<InstanceInfo> instance(ActionRequest request) {
        InstanceRequest asked = request.instance();
        if (asked == null) {
            return Optional.empty();
        }
        String text = asked.userData();
        // Judged before it is stored: a refused request leaves nothing behind.
        InstanceInfo info = FieldFault.parse("instance", () -> info(asked, UserData.digest(text)));
        UserData.check(text, Boolean.TRUE.equals(request.force()));
        userData.store(text);
        return Optional.of(info);
    }

    private static InstanceInfo info(InstanceRequest asked, Optional<Digest> userData) {
        String text = asked.userData();
        return new InstanceInfo(
                asked.name() == null ? "" : asked.name(),
                asked.image() == null ? "" : asked.image(),
                Optional.ofNullable(asked.imageDigest()).map(Digest::new),
                userData,
                text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length);
    }
}
