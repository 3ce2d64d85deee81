package io.rackledger.boot.http;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A whole request. The Host header and the Content-Type are of no account: firmware leaves the port out of the one, and
 * cloud-init leaves out the other.
 *
 * @param path as sent, percent-encoded, with runs of '/' made one
 * @param query as sent, without the '?', empty where there is none
 * @param headers first value of each header, by lower-case name
 * @param number counts the requests of this process; with the time it tells two equal requests apart
 */
public record Request(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        InetSocketAddress peer,
        Instant receivedAt,
        long number) {
    /** The same request with another body. */
    public Request withBody(byte[] other) {
        return new Request(method, path, query, headers, other, peer, receivedAt, number);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** Address and port of the machine. */
    public String source() {
        String host = address();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + peer.getPort();
    }

    /** Address of the machine, without the port. */
    public String address() {
        return peer.getAddress() == null
                ? peer.getHostString()
                : peer.getAddress().getHostAddress();
    }
}
