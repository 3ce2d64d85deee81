package io.rackledger.boot.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No part of a boot script takes what iPXE, a kernel, a shell or YAML would read as something else. */
final class ScriptPartsTest {
    private static final List<String> HOSTILE = List.of(
            "",
            "a\nreboot",
            "a\rreboot",
            "a\0b",
            "a || shell",
            "a && shell",
            "${net0/mac}",
            "$(id)",
            "`id`",
            "a;reboot\n",
            "a'b",
            "a\"b",
            "a\\b",
            "a|b",
            "a{b}",
            "a#b",
            "a<b>",
            "a\tb",
            "a\u2028b",
            "a\u202eb",
            "\u00e4",
            "\u001b[2J",
            "a end_cc'b",
            "x".repeat(5000));

    private static final Map<String, Consumer<String>> PARTS = Map.of(
            "URL", text -> new HttpUrl("http://10.0.0.1:8481/" + text + (text.isEmpty() ? " " : "")),
            "words", Words::new,
            "label", Label::new,
            "file name", FileName::new,
            "kernel argument", KernelArgument::new);

    static Stream<Arguments> hostileParts() {
        return PARTS.keySet().stream().flatMap(part -> HOSTILE.stream().map(text -> Arguments.of(part, text)));
    }

    @ParameterizedTest
    @MethodSource("hostileParts")
    void refusesHostileText(String part, String text) {
        assertThatThrownBy(() -> PARTS.get(part).accept(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use ");
    }

    @Test
    void refusesNamesThatAreNoFileNames() {
        for (String name : List.of(".", "..", ".hidden", "a/b", "a b", "-n", "a%2fb")) {
            assertThat(FileName.fits(name)).as(name).isFalse();
        }
    }

    @Test
    void takesTheUrlsThatMachinesAreGiven() {
        for (String url : List.of(
                "http://10.0.0.1:8481",
                "http://10.0.0.1/nc/abc/",
                "http://[fd77::1]:8481/files/vmlinuz?t=abc",
                "https://boot.example.org/a+b~c")) {
            assertThat(new HttpUrl(url).value()).isEqualTo(url);
        }
        for (String url : List.of("ftp://a/b", "http://", "http://a:b@c/", "http://a/#b", "http://a b/", "//a/b")) {
            assertThat(HttpUrl.fits(url)).as(url).isFalse();
        }
    }

    @Test
    void dropsTheSlashAtTheEndOfABase() {
        assertThat(HttpUrl.base(URI.create("http://10.0.0.1:8481/"))).hasToString("http://10.0.0.1:8481");
        assertThatThrownBy(() -> HttpUrl.base(URI.create("http://10.0.0.1/?a=b")))
                .hasMessageContaining("base URL");
        assertThatThrownBy(() -> HttpUrl.base(URI.create("http://" + "a".repeat(120))))
                .hasMessageContaining("120");
    }

    @Test
    void takesTheKernelArgumentsOfRealMachines() {
        for (String argument : List.of(
                "console=ttyS0,115200n8", "net.ifnames=0", "no_timer_check", "root=PARTUUID=0a-01", "panic=5", "ro")) {
            assertThat(new KernelArgument(argument)).hasToString(argument);
        }
    }
}
