package io.rackledger.eventlog.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the AsyncAPI document tells of a topic beyond its types.
 *
 * @param key what the records' key is
 * @param subject what the CloudEvents subject is
 * @param kept for how long
 * @param family prefix of the types in it; empty where its records are no events
 * @param source the CloudEvents source
 * @param required extensions that every event has, by their names without prefix
 * @param further extensions that an event may have
 * @param batched whether a record may carry several events
 * @param senders role to what it sends
 * @param receivers role to what it makes of it
 */
record AsyncApiTopic(
        String about,
        String key,
        String subject,
        String kept,
        String family,
        String source,
        List<String> required,
        List<String> further,
        boolean batched,
        Map<String, String> senders,
        Map<String, String> receivers) {
    static AsyncApiTopic of(TopicName topic) {
        return switch (topic) {
            case NODE_EVENTS -> nodeEvents();
            case CLAIMS -> claims();
            case SIGNALS -> signals();
            case BOOT_PLANS -> bootPlans();
            case DOCUMENTS -> documents();
            case SNAPSHOTS -> snapshots();
        };
    }

    private static AsyncApiTopic nodeEvents() {
        return new AsyncApiTopic(
                "Decided facts: one stream per node, one record per command.",
                "the node's id",
                "the node's id",
                "for ever, never compacted",
                "io.rackledger.node.",
                "/rackledger/node-events",
                List.of("sequence", "commandid", "commandhash"),
                List.of("attempt", "actor", "causationid", "correlationid", "traceparent"),
                true,
                roles("command", "Appends the events that a command decided, at the sequence it expects."),
                roles(
                        "command", "Folds all nodes; process managers react to their share.",
                        "query", "Projects them into PostgreSQL.",
                        "bmc", "Acts on power requests of its share."));
    }

    private static AsyncApiTopic claims() {
        return new AsyncApiTopic(
                "Rules over all nodes, such as one MAC address, one node: a key is reserved, confirmed, released.",
                "the claimed thing, such as mac:52:54:00:12:34:56 or name:web-1",
                "as the key",
                "for ever, never compacted",
                "io.rackledger.claim.",
                "/rackledger/claims",
                List.of("sequence"),
                List.of(),
                false,
                roles("command", "Claims before it decides, confirms or releases afterwards."),
                roles("command", "Folds all claims."));
    }

    private static AsyncApiTopic signals() {
        return new AsyncApiTopic(
                "Observed facts: what machines fetched and reported, power readings, refused requests. May come twice; the id tells.",
                "the node's id, or mac: and the address, or source: and who asked, where no node is known",
                "as the key",
                "for a time that the operator sets, 90 days at first",
                "io.rackledger.signal.",
                "/rackledger/signals",
                List.of(),
                List.of("seenby", "nodeclock", "attempt", "stage", "traceparent", "knownby"),
                false,
                roles(
                        "boot", "Reports what machines asked for, got and told.",
                        "bmc", "Reports power states and what became of power requests.",
                        "command", "Reports requests that it refused."),
                roles("command", "Judges them on its share of the nodes.", "query", "Shows them in timelines."));
    }

    private static AsyncApiTopic bootPlans() {
        return new AsyncApiTopic(
                "What each machine should boot now; derived from node-events. A record without value withdraws the plan.",
                "the MAC address",
                "the node's id",
                "compacted: the newest of each key",
                "io.rackledger.boot-plan.",
                "/rackledger/boot-plans",
                List.of(),
                List.of(),
                false,
                roles("command", "Publishes the plan of a node under each of its addresses."),
                roles("boot", "Serves machines by it.", "command", "Compares it with what it should be."));
    }

    private static AsyncApiTopic documents() {
        return new AsyncApiTopic(
                "User data and other documents by their digest, as they are; no CloudEvents. A record without value erases one.",
                "the digest of the content, such as sha256:ed70...",
                "",
                "compacted: until erased, then gone within 24 hours",
                "",
                "",
                List.of(),
                List.of(),
                false,
                roles("command", "Keeps user data before it accepts a deploy."),
                roles("boot", "Serves user data to installed systems.", "command", "Finds what it has kept."));
    }

    private static AsyncApiTopic snapshots() {
        return new AsyncApiTopic(
                "Folded nodes and checkpoints over them, derived from node-events, in a form of the engine's own; no CloudEvents and not for others.",
                "the node's id, or checkpoint",
                "",
                "compacted: the newest of each key",
                "",
                "",
                List.of(),
                List.of(),
                false,
                roles("command", "Writes what has changed, for its share of the partitions."),
                roles("command", "Begins its fold with them."));
    }

    private static Map<String, String> roles(String... pairs) {
        Map<String, String> roles = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            roles.put(pairs[i], pairs[i + 1]);
        }
        return roles;
    }
}
