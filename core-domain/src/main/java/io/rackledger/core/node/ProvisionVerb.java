package io.rackledger.core.node;

import io.rackledger.core.identity.Text;
import java.util.Arrays;
import java.util.Locale;

/** What an operator can ask of a node's provision state; Ironic's verbs, {@code undeploy} for its "deleted". */
public enum ProvisionVerb {
    MANAGE(Trigger.MANAGE),
    INSPECT(Trigger.INSPECT),
    PROVIDE(Trigger.PROVIDE),
    DEPLOY(Trigger.DEPLOY),
    UNDEPLOY(Trigger.DELETE),
    REBUILD(Trigger.REBUILD),
    CLEAN(Trigger.CLEAN),
    RESCUE(Trigger.RESCUE),
    UNRESCUE(Trigger.UNRESCUE),
    SERVICE(Trigger.SERVICE),
    UNHOLD(Trigger.UNHOLD),
    ADOPT(Trigger.ADOPT),
    ABORT(Trigger.ABORT);

    private final Trigger trigger;

    ProvisionVerb(Trigger trigger) {
        this.trigger = trigger;
    }

    public Trigger trigger() {
        return trigger;
    }

    /** As in the API path: "deploy". */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses the API's form; the refusal lists what is accepted. */
    public static ProvisionVerb parse(String text) {
        return Arrays.stream(values())
                .filter(verb -> verb.wireName().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("verb '" + Text.shorten(text) + "' is unknown; use one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(ProvisionVerb::wireName)
                                                .toList())));
    }
}
