package io.rackledger.command.rest;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Text;
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
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
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
        HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
        if (response != null) {
            response.setHeader(COMMAND_HEADER, command.value());
        }
        String actor = header(request, ACTOR_HEADER).orElse("anonymous");
        String trace = header(request, "traceparent")
                .filter(t -> TRACEPARENT.matcher(t).matches())
                .orElse("");
        return new Caller(command, "operator:" + Text.bounded(actor, LONGEST_ACTOR), trace, version(request));
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
