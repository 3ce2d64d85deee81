package io.rackledger.command.rest;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.Refusal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Words of errors: RFC 9457 problems whose {@code type} is {@code /problems/<code>}, with code, field and remedy beside the standard members. */
final class Problems {
    private Problems() {}

    /** A problem of a stable code; title is one sentence that never changes for the code. */
    static ProblemDetail of(
            HttpStatusCode status, String code, String title, String detail, String field, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(title);
        problem.setDetail(detail);
        problem.setProperty("code", code);
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        problem.setProperty("remedy", remedy);
        return problem;
    }

    /** A refused command; a conflict with the node's state tells that state, who holds it and what it waits for until when. */
    static ProblemDetail of(CommandRefused refused) {
        Refusal refusal = refused.refusal();
        HttpStatus status = statusOf(refusal);
        String code = status == HttpStatus.UNPROCESSABLE_CONTENT
                ? "COMMAND_ID_REUSED"
                : refusal.code().name();
        ProblemDetail problem =
                of(status, code, refusal.code().meaning(), refusal.detail(), refusal.field(), refusal.remedy());
        problem.setProperty("nodeId", refused.node().value());
        if (refused.stream().state() instanceof Node node) {
            problem.setProperty("node", situation(node, refused.stream()));
        }
        return problem;
    }

    private static Map<String, Object> situation(Node node, NodeStream stream) {
        Map<String, Object> situation = new LinkedHashMap<>();
        situation.put("name", node.attributes().name());
        situation.put("state", node.state().wireName());
        situation.put("since", node.stateSince());
        situation.put("sequence", stream.sequence());
        node.target().ifPresent(target -> situation.put("target", target.wireName()));
        node.runningAttempt()
                .ifPresent(attempt -> situation.put("attempt", attempt.id().value()));
        node.waiting().map(WaitAnswer::of).ifPresent(waiting -> {
            situation.put("waiting", waiting);
            waiting.phaseDeadline().ifPresent(end -> situation.put("expectedEnd", end));
        });
        situation.put("holders", node.holds().stream().map(HoldAnswer::of).toList());
        return situation;
    }

    /** The members of the problem side by side, for where Spring does not write it. */
    static Map<String, Object> members(ProblemDetail problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", String.valueOf(problem.getType()));
        members.put("title", String.valueOf(problem.getTitle()));
        members.put("status", problem.getStatus());
        members.put("detail", String.valueOf(problem.getDetail()));
        if (problem.getProperties() instanceof Map<String, Object> more) {
            members.putAll(more);
        }
        return members;
    }

    /** As an exception, for a refusal that no intake was needed for. */
    static RequestFault fault(Refusal refusal) {
        return new RequestFault(
                statusOf(refusal), refusal.code().name(), refusal.detail(), refusal.field(), refusal.remedy());
    }

    static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, all, HttpStatusCode.valueOf(problem.getStatus()));
    }

    static HttpStatus statusOf(Refusal refusal) {
        return switch (refusal.code()) {
            case NODE_UNKNOWN, PORT_UNKNOWN, HOLD_UNKNOWN -> HttpStatus.NOT_FOUND;
            case ARGUMENT_MISSING -> HttpStatus.BAD_REQUEST;
            case ARGUMENT_INVALID ->
                CallerResolver.COMMAND_HEADER.equals(refusal.field())
                        ? HttpStatus.UNPROCESSABLE_CONTENT
                        : HttpStatus.BAD_REQUEST;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case NODE_EXISTS,
                    STATE_FORBIDS,
                    HELD,
                    PROTECTED,
                    RETIRED,
                    PORT_EXISTS,
                    HOLD_EXISTS,
                    POWER_PENDING,
                    NOTHING_TO_ABORT,
                    WAIT_OVER,
                    NOT_DUE,
                    PAUSED,
                    REQUEST_OVER,
                    CLAIMED,
                    CONFLICT -> HttpStatus.CONFLICT;
        };
    }
}
