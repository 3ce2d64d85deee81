package io.rackledger.boot.admission;

import io.rackledger.core.identity.MacAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What all requests of machines have to pass. Thread-safe. */
public final class Admission {
    /** A refusal of the same machine is written down once a minute: a storm must not become one of signals. */
    private static final Bucket WORDS = new Bucket(1, 1.0 / 60);

    private final AdmissionLimits limits;
    private final DownloadGate downloads;
    private final TokenBuckets<MacAddress> scripts;
    private final TokenBuckets<String> words = new TokenBuckets<>(WORDS);
    private final AtomicLong refusedScripts = new AtomicLong();

    public Admission(AdmissionLimits limits) {
        this.limits = limits;
        this.downloads = new DownloadGate(limits);
        this.scripts = new TokenBuckets<>(limits.scripts());
    }

    public DownloadGate downloads() {
        return downloads;
    }

    /** Whether a file of that size needs a place. */
    public boolean needsPlace(long bytes) {
        return bytes > limits.small();
    }

    /** Whether the machine gets one more boot script now. */
    public boolean admitsScript(MacAddress mac, Instant now) {
        boolean admitted = scripts.take(mac, now);
        if (!admitted) {
            refusedScripts.incrementAndGet();
        }
        return admitted;
    }

    /** Whether the machine would get a boot script now; asking costs it nothing. */
    public boolean wouldAdmitScript(MacAddress mac, Instant now) {
        return scripts.has(mac, now);
    }

    /** Whether a refusal of who has that key is to be written down. */
    public boolean isNews(String key, Instant now) {
        return words.take(key, now);
    }

    /** When a machine that is turned away should come back: by its address, so that they do not come together. */
    public Duration comeBack(InetSocketAddress machine) {
        long base = Math.max(1, limits.comeBack().toSeconds());
        return Duration.ofSeconds(base + Math.floorMod(machine.hashCode(), base + 1));
    }

    /** Boot scripts that were not given because one machine asked too often. */
    public long refusedScripts() {
        return refusedScripts.get();
    }
}
