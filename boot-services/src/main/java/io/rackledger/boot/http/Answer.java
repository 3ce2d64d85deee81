package io.rackledger.boot.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server says to a request. */
public sealed interface Answer {
    int status();

    Map<String, String> headers();

    /** The same with one header more. */
    Answer with(String name, String value);

    /** An answer that lies in memory. A HEAD request gets its headers alone. */
    record Content(int status, String type, byte[] body, Map<String, String> headers) implements Answer {
        @Override
        public Content with(String name, String value) {
            return new Content(status, type, body, adding(headers, name, value));
        }
    }

    /** A piece of a file, sent by the kernel without passing through this process. */
    record FilePart(int status, Path file, long offset, long length, Map<String, String> headers, TransferWatch watch)
            implements Answer {
        @Override
        public FilePart with(String name, String value) {
            return new FilePart(status, file, offset, length, adding(headers, name, value), watch);
        }
    }

    /** Told how a transfer goes, on threads that may wait. */
    interface TransferWatch {
        /** Nothing more of it was taken since then; told once for each place where it stands still. */
        void stalled(long bytesSent, Instant since);

        /** Told once. */
        void ended(long bytesSent, boolean all);
    }

    static Content bytes(int status, String type, byte[] body) {
        return new Content(status, type, body, Map.of());
    }

    /** One sentence of plain text. */
    static Content text(int status, String sentence) {
        return bytes(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Content empty(int status) {
        return bytes(status, "text/plain; charset=utf-8", new byte[0]);
    }

    /** We cannot do it now. */
    static Content later(Duration wait, String sentence) {
        return text(503, sentence).with("retry-after", Long.toString(Math.max(1, wait.toSeconds())));
    }

    private static Map<String, String> adding(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return Map.copyOf(more);
    }
}
