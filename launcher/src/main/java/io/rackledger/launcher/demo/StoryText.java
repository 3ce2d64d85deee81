package io.rackledger.launcher.demo;

import io.rackledger.core.identity.Text;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** The story of one attempt as text, told from the log. */
final class StoryText {
    private final PrintWriter out;

    StoryText(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode story) {
        JsonNode attempt = story.path("attempt");
        line("%s, %s (attempt %s): %s"
                .formatted(
                        attempt.path("name").asString(""),
                        attempt.path("action").asString(""),
                        attempt.path("number").asString(""),
                        attempt.path("failure").path("code").asString("")));
        line("");
        line("  " + story.path("sentence").asString(""));
        line("  " + story.path("hint").asString(""));
        line("");
        for (JsonNode phase : attempt.path("phases")) {
            String from = phase.path("from").asString("");
            line("  %-13s +%6.2f s  %s%s"
                    .formatted(
                            time(phase.path("at").asString("")),
                            phase.path("tookMs").asLong(0) / 1000.0,
                            phase.path("words").asString(""),
                            from.isEmpty() ? "" : " (" + from + ")"));
        }
        line("  %-13s            missing: %s"
                .formatted(
                        time(attempt.path("endedAt").asString("")),
                        story.path("missingLink").asString("")));
        out.flush();
    }

    private static String time(String instant) {
        return instant.length() >= 23 ? instant.substring(11, 23) : instant;
    }

    private void line(String text) {
        out.println(Text.printable(text).stripTrailing());
    }
}
