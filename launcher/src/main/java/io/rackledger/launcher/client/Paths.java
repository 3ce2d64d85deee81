package io.rackledger.launcher.client;

/** Paths of the API. */
public final class Paths {
    public static final String NODES = "/api/v1/nodes";
    public static final String WAITS = "/api/v1/waits";
    public static final String DEAD_LETTERS = "/api/v1/dead-letters";
    public static final String STREAM = "/api/v1/stream/nodes";
    /** Below a node. */
    static final String BMC_ACCOUNT = "/bmc/account";

    /** Where a list lies in its answer. */
    public static final String ITEMS = "items";

    private Paths() {}

    /** A node by id or name. */
    public static String node(String idOrName) {
        return NODES + "/" + ApiClient.encode(idOrName);
    }

    public static String action(String idOrName, String verb) {
        return node(idOrName) + "/actions/" + verb;
    }

    public static String timeline(String idOrName) {
        return node(idOrName) + "/timeline";
    }
}
