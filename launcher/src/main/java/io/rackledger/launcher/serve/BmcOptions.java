package io.rackledger.launcher.serve;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.console.ConsolePace;
import io.rackledger.bmc.credential.CredentialFile;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.credential.MasterKey;
import io.rackledger.bmc.credential.SealedStore;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.redfish.tls.Authorities;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.launcher.engine.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the BMC adapter. */
final class BmcOptions {
    private static final String KEY_VARIABLE = "RACKLEDGER_BMC_MASTER_KEY";

    @Option(
            names = "--bmc-credentials",
            paramLabel = "FILE",
            description = "Accounts by name: a properties file of mode 0600 with <name>.user and <name>.password.")
    private @Nullable Path credentials;

    @Option(
            names = "--bmc-accounts",
            paramLabel = "DIR",
            description =
                    "Accounts of single nodes, encrypted; default <data-dir>/bmc-accounts. All processes with role"
                            + " bmc use the same.")
    private @Nullable Path accounts;

    @Option(
            names = "--bmc-master-key",
            paramLabel = "FILE",
            description = "What they are encrypted with: 32 bytes in Base64, mode 0600; default: the variable "
                    + KEY_VARIABLE + ", else <data-dir>/bmc-master.key, made when missing.")
    private @Nullable Path masterKey;

    @Option(
            names = "--bmc-former-key",
            paramLabel = "FILE",
            description =
                    "A master key of before, until 'bmc account rewrap' has been run; may be given several times.")
    private List<Path> formerKeys = List.of();

    @Option(
            names = "--bmc-ca",
            paramLabel = "FILE",
            description =
                    "Redfish over TLS: CAs, in PEM, that must have signed the BMCs' certificates. Default: each node's BMC"
                            + " is known by the certificate that it shows first; see 'bmc trust'.")
    private @Nullable Path authorities;

    @Option(
            names = "--power-interval",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How often each node's power is looked at; default ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ofSeconds(60);

    @Option(
            names = "--power-drift",
            paramLabel = "POLICY",
            defaultValue = "RECORD",
            description =
                    "What follows when a machine's power is not as it was asked to be and nobody is at work on it:"
                            + " ${COMPLETION-CANDIDATES}; default record. Enforce switches it back, once.")
    private DriftPolicy drift = DriftPolicy.RECORD;

    @Option(
            names = "--record-consoles",
            description =
                    "Opens the serial console of each node by its BMC (Serial over LAN) while an attempt is under way, and"
                            + " writes what the machine says into its timeline. Takes a session of the BMC; a console that somebody"
                            + " else has is left to them.")
    private boolean recordConsoles;

    @Mixin
    private BmcEventOptions events = new BmcEventOptions();

    DriftPolicy drift() {
        return drift;
    }

    BmcSettings settings(Path dataDir) {
        BmcSettings settings = BmcSettings.standard(named())
                .with(store(dataDir))
                .watching(Optional.of(ObserverPace.standard().every(interval)))
                .hearing(ConsolePace.standard().capturing(recordConsoles))
                .receiving(events.settings(dataDir));
        return authorities == null ? settings : settings.signedBy(authorities(authorities));
    }

    private static X509ExtendedTrustManager authorities(Path file) {
        try {
            return Authorities.read(file);
        } catch (IOException e) {
            throw new StartFailure(e.getMessage() + "", "check --bmc-ca", e);
        }
    }

    private SealedStore store(Path dataDir) {
        Path folder = accounts == null ? dataDir.resolve("bmc-accounts") : accounts;
        try {
            List<MasterKey> former = new ArrayList<>();
            for (Path file : formerKeys) {
                former.add(MasterKey.read(file));
            }
            return SealedStore.open(folder, master(dataDir), former);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    "the store of BMC accounts cannot be opened: " + e.getMessage(),
                    "check --bmc-accounts and --bmc-master-key",
                    e);
        }
    }

    private MasterKey master(Path dataDir) throws IOException {
        String variable = System.getenv(KEY_VARIABLE);
        if (masterKey != null) {
            return MasterKey.read(masterKey);
        }
        return variable != null && !variable.isBlank()
                ? MasterKey.parse(variable, KEY_VARIABLE)
                : MasterKey.readOrCreate(dataDir.resolve("bmc-master.key"));
    }

    private Credentials named() {
        if (credentials == null) {
            return Credentials.none();
        }
        try {
            return CredentialFile.read(credentials);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(e.getMessage() + "", "check --bmc-credentials", e);
        }
    }
}
