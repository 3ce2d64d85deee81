package io.rackledger.boot.inquiry;

import io.rackledger.boot.endpoint.ScriptDecider.Choice;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a machine would be served, in words. */
final class OutlookWords {
    private static final int DIGITS = 12;

    private OutlookWords() {}

    /** The whole in one sentence. */
    static String sentence(MacAddress mac, Optional<NodeBrief> node, Choice choice, FirmwareOutlook best) {
        String who =
                node.map(known -> known.name() + " (" + known.state() + ")").orElse(mac + ", which no node has,");
        return switch (best.verdict()) {
            case NETWORK -> who + " would boot the system in memory: " + choice.why() + ".";
            case DISK -> who + " would start from its disk: " + choice.why() + ".";
            case WAITS -> who + " would be told to wait and ask again: " + choice.why() + ".";
            case STOPS -> {
                OutlookStep last = best.steps().getLast();
                yield who + " would get no further than " + last.stage() + ": " + last.words() + stop(last.words());
            }
        };
    }

    private static String stop(String words) {
        return words.endsWith(".") ? "" : ".";
    }

    /** What the node waits for; empty where it waits for nothing. */
    static Optional<String> waiting(NodeBrief node) {
        return node.waitingFor()
                .map(what -> "node " + node.name() + " in state " + node.state() + " waits for " + what
                        + node.waitingSince()
                                .map(since -> ", since " + second(since))
                                .orElse("")
                        + node.deadline().map(end -> ", until " + second(end)).orElse("")
                        + node.expected()
                                .map(link -> "; the next link should be: " + link)
                                .orElse(""));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The beginning of a digest, as people compare it. */
    static String brief(Digest digest) {
        return brief(digest.value());
    }

    /** The same of its text. */
    static String brief(String digest) {
        return digest.substring(0, "sha256:".length() + DIGITS) + "…";
    }
}
