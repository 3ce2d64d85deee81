package io.rackledger.launcher.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class UserDataTextTest {
    private static final String RUNNER = "#!/bin/sh\nbase='http://h:1/run/tok'\nheartbeat='2'\n";

    @Test
    void findsTheRunnerInAScript() {
        UserDataText text = UserDataText.of(RUNNER.getBytes(StandardCharsets.UTF_8));
        assertThat(text.runnerUrl()).contains("http://h:1/run/tok");
        assertThat(text.heartbeatSeconds()).isEqualTo(2);
        assertThat(text.hook()).isEmpty();
    }

    @Test
    void unpacksMimePartsInBase64() {
        String config = "#cloud-config\nreporting:\n  rackledger:\n    endpoint: \"http://h:1/hook/tok\"\n";
        String mime = "Content-Type: multipart/mixed; boundary=\"b-1\"\nMIME-Version: 1.0\n\n" + part(config)
                + part(RUNNER) + "--b-1--\n";
        UserDataText text = UserDataText.of(mime.getBytes(StandardCharsets.US_ASCII));
        assertThat(text.hook()).contains("http://h:1/hook/tok");
        assertThat(text.runnerUrl()).contains("http://h:1/run/tok");
    }

    private static String part(String content) {
        byte[] encoded = Base64.getMimeEncoder().encode(content.getBytes(StandardCharsets.UTF_8));
        return "--b-1\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
                + new String(encoded, StandardCharsets.US_ASCII) + "\n";
    }
}
