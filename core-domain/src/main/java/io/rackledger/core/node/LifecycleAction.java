package io.rackledger.core.node;

import java.util.Locale;

/** The actions of which a run is an attempt. */
public enum LifecycleAction {
    VERIFY,
    INSPECT,
    CLEAN,
    DEPLOY,
    UNDEPLOY,
    RESCUE,
    UNRESCUE,
    SERVICE,
    ADOPT;

    /** As a sentence begins with it: "Deploy". */
    public String words() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
