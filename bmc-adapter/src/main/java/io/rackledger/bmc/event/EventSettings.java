package io.rackledger.bmc.event;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How events of Redfish BMCs are received.
 *
 * @param url under which BMCs reach this process; port 0 for the one that it listens on. Each node has a path of its own below it
 * @param bind address on which this process listens, at the port of the URL
 * @param tls what proves to BMCs who listens, where the URL is one of https
 * @param key what the nodes' tokens are made of
 * @param interval how often a subscription is looked at, plus or minus a fifth
 */
public record EventSettings(URI url, String bind, Optional<Pem> tls, EventKey key, Duration interval) {
    /** The usual time between two looks at a subscription. */
    public static final Duration HOURLY = Duration.ofHours(1);

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern WAY = Pattern.compile("/([0-9a-f-]{36})/([0-9a-f]{40})");

    public EventSettings {
        String scheme = String.valueOf(url.getScheme());
        boolean plain = url.getHost() != null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null;
        Text.require(
                plain && (scheme.equals("http") || scheme.equals("https")),
                "URL of BMC events",
                url.getRawUserInfo() == null ? url.toString() : "with an account",
                "http://address:port or https://address:port, without an account or a query");
        Text.require(
                scheme.equals("https") == tls.isPresent(),
                "URL of BMC events",
                url.toString(),
                "https where a certificate and its key are given, and http where they are not");
        if (!interval.isPositive()) {
            throw new IllegalArgumentException(
                    "looking at subscriptions every " + interval + " is not possible; use a positive time");
        }
    }

    /** A chain of certificates and the private key of the first (PKCS 8), each a file in PEM. */
    public record Pem(Path certificates, Path key) {}

    /** Where this process listens. */
    public int port() {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? HTTPS : HTTP;
    }

    /** The same where this is the port that a free one was asked for by 0. */
    public EventSettings listeningOn(int port) {
        return url.getPort() == 0 ? new EventSettings(with(port, base()), bind, tls, key, interval) : this;
    }

    /** Where a node's BMC sends its events to. A secret, as its token is in it. */
    URI destination(NodeId node) {
        return with(url.getPort(), base() + "/" + node.value() + "/" + key.tokenOf(node));
    }

    /** The node whose way this path is; empty where the token is not that of the node. */
    Optional<NodeId> nodeOf(String path) {
        String base = base();
        Matcher way = WAY.matcher(path.startsWith(base) ? path.substring(base.length()) : "");
        if (!way.matches()) {
            return Optional.empty();
        }
        try {
            NodeId node = NodeId.parse(way.group(1));
            return key.fits(node, way.group(2)) ? Optional.of(node) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // 36 characters that are no id.
            return Optional.empty();
        }
    }

    /** What comes back in each event, and by which a subscription is known as this node's: no secret. */
    static String context(NodeId node) {
        return "rackledger " + node.value();
    }

    /** Path of the URL without a '/' at its end. */
    private String base() {
        String path = url.getPath() == null ? "" : url.getPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private URI with(int port, String path) {
        try {
            return new URI(url.getScheme(), null, url.getHost(), port, path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path below " + url + " makes no URL", e);
        }
    }
}
