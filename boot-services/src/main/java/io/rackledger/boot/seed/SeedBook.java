package io.rackledger.boot.seed;

import io.rackledger.boot.token.Grant;
import io.rackledger.core.door.Documents;
import io.rackledger.core.identity.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cloud-init data of each grant. Once given out, a file's bytes stay the same while the grant lasts. Thread-safe. */
public final class SeedBook {
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final long KEPT = 64L << 20;

    private final MachineAddresses addresses;
    private final Documents documents;
    private final RunnerScript runner;
    private final RecentBytes given = new RecentBytes(KEPT);

    public SeedBook(MachineAddresses addresses, Documents documents, RunnerScript runner) {
        this.addresses = addresses;
        this.documents = documents;
        this.runner = runner;
    }

    /** A new attempt, or the other system of it, is a new instance to cloud-init, so everything runs once more. */
    public byte[] metaData(Grant.Current grant) {
        return """
                instance-id: "%s-%s"
                local-hostname: "%s"
                """.formatted(grant.attempt(), grant.stage().wireName(), hostName(grant))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The user data; empty where the tenant's part is not in the documents store (yet, or any more). */
    public Optional<byte[]> userData(Grant.Current grant) {
        return switch (grant.stage()) {
            case EPHEMERAL -> Optional.of(runner.bytes(grant));
            case INSTALLED -> given.get(grant.key(), () -> installed(grant));
        };
    }

    private Optional<byte[]> installed(Grant.Current grant) {
        Optional<Digest> wanted = grant.plan().userData();
        Optional<byte[]> tenant = wanted.flatMap(documents::get);
        if (wanted.isPresent() && tenant.isEmpty()) {
            return Optional.empty();
        }
        MimeDocument document = new MimeDocument(grant.token().value());
        tenant.filter(content -> content.length > 0).ifPresent(document::tenant);
        return Optional.of(document.part("text/cloud-config", "rackledger-reporting", reporting(grant))
                .part("text/x-shellscript", "zz-rackledger-report", runner.bytes(grant))
                .bytes());
    }

    /** A time limit is a must: without it a dead endpoint costs the boot 400 s for each stage. */
    private byte[] reporting(Grant.Current grant) {
        return """
                #cloud-config
                reporting:
                  rackledger:
                    type: webhook
                    endpoint: "%s"
                    timeout: 5
                    retries: 2
                """.formatted(addresses.hookOf(grant.token())).getBytes(StandardCharsets.UTF_8);
    }

    private static String hostName(Grant.Current grant) {
        String name = grant.plan().nodeName();
        return HOST_NAME.matcher(name).matches()
                ? name
                : "node-" + grant.node().value().substring(0, 8);
    }
}
