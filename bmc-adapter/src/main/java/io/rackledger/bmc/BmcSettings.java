package io.rackledger.bmc;

import io.rackledger.bmc.console.ConsolePace;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.power.PowerPace;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What bmc-adapter needs to know.
 *
 * @param group consumer group among whose members the nodes are shared, one of each partition at a time
 * @param tls who must have signed the BMCs' certificates; empty where each node's BMC is known by the certificate that it showed first
 *     (see {@code store}; where that has no place for it, those whom the Java runtime trusts must have signed)
 * @param store accounts of single nodes, which go before the named ones
 * @param observer how the power of nodes is watched; empty for not at all
 * @param parallelism BMCs spoken to at a time, from 1
 * @param console how serial consoles are heard
 * @param events how events of Redfish BMCs are received; empty for not at all
 */
public record BmcSettings(
        String group,
        Credentials credentials,
        CredentialStore store,
        Optional<X509ExtendedTrustManager> tls,
        int parallelism,
        PowerPace pace,
        Optional<ObserverPace> observer,
        ConsolePace console,
        Optional<EventSettings> events) {
    /** Where serial consoles are heard as usual, when somebody watches them, and events of BMCs are not. */
    public BmcSettings(
            String group,
            Credentials credentials,
            CredentialStore store,
            Optional<X509ExtendedTrustManager> tls,
            int parallelism,
            PowerPace pace,
            Optional<ObserverPace> observer) {
        this(group, credentials, store, tls, parallelism, pace, observer, ConsolePace.standard(), Optional.empty());
    }

    public BmcSettings {
        if (parallelism < 1) {
            throw new IllegalArgumentException("BMC parallelism " + parallelism + " is not possible; use at least 1");
        }
    }

    /** For real BMCs with these accounts. */
    public static BmcSettings standard(Credentials credentials) {
        return new BmcSettings(
                "bmc-adapter",
                credentials,
                CredentialStore.none(),
                Optional.empty(),
                64,
                PowerPace.standard(),
                Optional.of(ObserverPace.standard()));
    }

    /** The same with accounts of single nodes. */
    public BmcSettings with(CredentialStore accounts) {
        return new BmcSettings(group, credentials, accounts, tls, parallelism, pace, observer, console, events);
    }

    /** The same where these must have signed the BMCs' certificates. */
    public BmcSettings signedBy(X509ExtendedTrustManager authorities) {
        return new BmcSettings(
                group, credentials, store, Optional.of(authorities), parallelism, pace, observer, console, events);
    }

    /** The same with another way of watching the nodes' power. */
    public BmcSettings watching(Optional<ObserverPace> watch) {
        return new BmcSettings(group, credentials, store, tls, parallelism, pace, watch, console, events);
    }

    /** The same with another way of hearing serial consoles. */
    public BmcSettings hearing(ConsolePace other) {
        return new BmcSettings(group, credentials, store, tls, parallelism, pace, observer, other, events);
    }

    /** The same where events of Redfish BMCs are received, or not. */
    public BmcSettings receiving(Optional<EventSettings> other) {
        return new BmcSettings(group, credentials, store, tls, parallelism, pace, observer, console, other);
    }
}
