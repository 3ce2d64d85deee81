package io.rackledger.boot.http;

import java.time.Duration;

/**
 * What one machine, or all of them, may ask of the server.
 *
 * @param line longest request line, bytes
 * @param headers all headers together, bytes
 * @param body longest request body, bytes
 * @param connections open at once on all ports; one more is closed at once
 * @param idle how long a connection may take to send the head of its next request
 * @param request how long a request's body may take
 * @param stall how long an answer may make no progress before its connection is closed
 * @param quiet how long a file's transfer may make no progress before that is told
 */
public record HttpLimits(
        int line,
        int headers,
        int body,
        int connections,
        Duration idle,
        Duration request,
        Duration stall,
        Duration quiet) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            4096,
            16_384,
            65_536,
            4096,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    public HttpLimits withBody(int longest) {
        return new HttpLimits(line, headers, longest, connections, idle, request, stall, quiet);
    }

    public HttpLimits withConnections(int most) {
        return new HttpLimits(line, headers, body, most, idle, request, stall, quiet);
    }

    public HttpLimits withTimeouts(Duration idleTime, Duration requestTime, Duration stallTime) {
        return new HttpLimits(line, headers, body, connections, idleTime, requestTime, stallTime, quiet);
    }

    public HttpLimits withQuiet(Duration quietTime) {
        return new HttpLimits(line, headers, body, connections, idle, request, stall, quietTime);
    }
}
