package io.rackledger.command.rest;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.identity.TraceParent;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the {@link Caller} from the headers and tells the command id back at once, so that even an error answer carries it. */
final class CallerResolver implements HandlerMethodArgumentResolver {
    static final String COMMAND_HEADER = "Idempotency-Key";
    static final String ACTOR_HEADER = "X-Rackledger-Actor";
    static final String TRACE_HEADER = "traceparent";
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");
    private static final int LONGEST_ACTOR = 110;

    private final RandomGenerator random;

    /** @param random makes ids for commands that come without one; no two instances may make the same */
    CallerResolver(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        CommandId command = header(request, COMMAND_HEADER)
                .map(key -> FieldFault.parse(COMMAND_HEADER, () -> new CommandId(key)))
                .orElseGet(this::fresh);
        TraceParent trace = trace(request, command);
        HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
        if (response != null) {
            response.setHeader(COMMAND_HEADER, command.value());
            response.setHeader(TRACE_HEADER, trace.value());
        }
        String actor = header(request, ACTOR_HEADER).orElse("anonymous");
        return new Caller(command, "operator:" + Text.bounded(actor, LONGEST_ACTOR), trace.value(), version(request));
    }

    /** The command's own span: in the caller's trace, or in one that begins here. A broken header counts as none, as W3C wants it. */
    private TraceParent trace(NativeWebRequest request, CommandId command) {
        return header(request, TRACE_HEADER)
                .flatMap(TraceParent::parse)
                .map(parent -> parent.child(command.value()))
                .orElseGet(() -> TraceParent.begin(random.nextLong(), random.nextLong(), random.nextLong()));
    }

    private CommandId fresh() {
        return new CommandId(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    private static Optional<Long> version(NativeWebRequest request) {
        return header(request, "If-Match").filter(value -> !"*".equals(value)).map(CallerResolver::version);
    }

    private static Long version(String value) {
        var matcher = VERSION.matcher(value);
        if (!matcher.matches()) {
            throw new FieldFault(
                    "If-Match",
                    "'" + Text.shorten(value) + "' is no ETag of a node",
                    "send the node's ETag, such as \"17\"");
        }
        return Long.valueOf(matcher.group(1));
    }

    private static Optional<String> header(NativeWebRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isBlank());
    }
}
