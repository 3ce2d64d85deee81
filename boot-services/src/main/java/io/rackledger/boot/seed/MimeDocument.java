package io.rackledger.boot.seed;

import io.rackledger.core.identity.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * User data of several parts, as cloud-init reads it (RFC 2046). Parts are base64, so no content can end a part. The same parts
 * give the same bytes.
 */
final class MimeDocument {
    private static final int LINE = 76;
    private static final int HEAD = 4096;
    private static final byte[] LINE_END = {'\n'};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String boundary;

    /** @param secret makes the boundary, so that no tenant can write content that contains it */
    MimeDocument(String secret) {
        String digest = Digest.of(secret.getBytes(StandardCharsets.UTF_8)).value();
        boundary = "rackledger-" + digest.substring("sha256:".length()).substring(0, 40);
        text("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\nMIME-Version: 1.0\n\n");
    }

    /** A part of a known type, which cloud-init stores under that name. */
    MimeDocument part(String type, String fileName, byte[] content) {
        text("--" + boundary + "\nContent-Type: " + type + "\nMIME-Version: 1.0\n"
                + "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" + fileName
                + "\"\n\n");
        out.writeBytes(Base64.getMimeEncoder(LINE, LINE_END).encode(content));
        text("\n");
        return this;
    }

    /** The tenant's own user data: cloud-init finds out what it is by its first line, or by its own MIME headers. */
    MimeDocument tenant(byte[] content) {
        if (isMultipart(content)) {
            text("--" + boundary + "\n");
            out.writeBytes(content);
            text("\n");
            return this;
        }
        return isText(content)
                ? part("text/plain; charset=\"utf-8\"", "user-data", content)
                : part("application/gzip", "user-data", content);
    }

    byte[] bytes() {
        text("--" + boundary + "--\n");
        return out.toByteArray();
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isMultipart(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .replace("\r\n", "\n");
        int end = head.indexOf("\n\n") >= 0 ? head.indexOf("\n\n") : head.length();
        boolean headers = head.startsWith("content-type:") || head.startsWith("mime-version:");
        return headers && head.substring(0, end).contains("multipart/");
    }

    private static boolean isText(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException _) {
            // The question was whether it is text, and this is the answer.
            return false;
        }
    }
}
