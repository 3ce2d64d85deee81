package io.rackledger.launcher.serve;

import io.rackledger.bmc.event.EventKey;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.launcher.engine.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of receiving what BMCs tell by themselves. */
final class BmcEventOptions {
    private static final String REMEDY =
            "check --bmc-events, and with https also --bmc-events-certificate and --bmc-events-certificate-key";

    @Option(
            names = "--bmc-events",
            paramLabel = "URL",
            description =
                    "Receives the events of Redfish BMCs, which are subscribed to for each node with driver redfish:"
                            + " http(s)://ADDRESS:PORT under which BMCs reach this process. Default: none are received.")
    private @Nullable URI url;

    @Option(
            names = "--bmc-events-bind",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Where they are listened for, at the port of the URL; default ${DEFAULT-VALUE}.")
    private String bind = "0.0.0.0";

    @Option(
            names = "--bmc-events-certificate",
            paramLabel = "FILE",
            description = "For a URL of https: our certificate, and those that lead to its CA, in PEM.")
    private @Nullable Path certificate;

    @Option(
            names = "--bmc-events-certificate-key",
            paramLabel = "FILE",
            description = "The certificate's private key: PEM, PKCS 8, no password.")
    private @Nullable Path certificateKey;

    Optional<EventSettings> settings(Path dataDir) {
        if (url == null) {
            return Optional.empty();
        }
        Optional<EventSettings.Pem> tls = certificate == null || certificateKey == null
                ? Optional.empty()
                : Optional.of(new EventSettings.Pem(certificate, certificateKey));
        try {
            return Optional.of(new EventSettings(url, bind, tls, EventKey.of(dataDir), EventSettings.HOURLY));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("events of BMCs cannot be received: " + e.getMessage(), REMEDY, e);
        }
    }
}
