package io.rackledger.e2e.bench;

import java.nio.charset.StandardCharsets;

/** Enrolls a node of its own over REST, then changes a property of it again and again, each time naming the version that the last answer made. */
final class PatchingCaller implements HttpLoad.Caller {
    private final String name;
    private long version;
    private Latencies latencies = new Latencies();

    /** @param run makes names unique on a log that several runs share */
    PatchingCaller(String run, int number) {
        this.name = "n-" + run + "-" + number;
    }

    @Override
    public byte[] next() {
        return version == 0
                ? request("POST /api/v1/nodes", "", "{\"name\":\"" + name + "\"}")
                : request(
                        "PATCH /api/v1/nodes/" + name,
                        "If-Match: \"" + version + "\"\r\n",
                        "{\"properties\":{\"slot\":\"" + version + "\",\"rack\":\"r17\"}}");
    }

    private byte[] request(String line, String condition, String body) {
        return (line + " HTTP/1.1\r\nHost: engine\r\n" + condition + "Idempotency-Key: " + name + "-" + version + "\r\n"
                        + "X-Rackledger-Actor: bench\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void answered(int status, String answer, long nanos) {
        if (status == 200 || status == 201) {
            version++;
            latencies.add(nanos);
        } else {
            throw new IllegalStateException("node " + name + " at version " + version + " was answered with " + answer);
        }
    }

    boolean enrolled() {
        return version > 0;
    }

    /** The latencies since the last call. */
    Latencies take() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }
}
