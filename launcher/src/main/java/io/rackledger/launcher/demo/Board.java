package io.rackledger.launcher.demo;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Where the demo shows what goes on. */
interface Board {
    /** A message of the demo itself. */
    void say(String words);

    /** The nodes by name, as they stand. */
    void show(Map<String, JsonNode> nodes);

    /** No more changes will be shown. */
    void finish();
}
