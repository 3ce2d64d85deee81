package io.rackledger.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rackledger.core.door.ClaimKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms that are checked by hand accept what their patterns say, and nothing else. */
final class FormsTest {
    private static final String NODE = "6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b";
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String CHARACTERS = "0189agfzAFZ-.:/ ~\u007f\n\u00e9";

    private record Form(String name, Function<String, Object> maker, String pattern, List<String> fitting) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        String trace = "00-" + HEX.substring(0, 32) + "-" + HEX.substring(0, 16) + "-01";
        return Stream.of(
                new Form("node id", NodeId::new, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", List.of(NODE)),
                new Form(
                        "attempt id",
                        AttemptId::new,
                        "[0-9a-f-]{36}\\.[1-9][0-9]{0,8}",
                        List.of(NODE + ".1", NODE + ".908070605")),
                new Form(
                        "MAC address",
                        MacAddress::new,
                        "[0-9a-f][02468ace](:[0-9a-f]{2}){5}",
                        List.of("52:54:00:12:34:ff")),
                new Form("signal id", SignalId::new, "[0-9a-f]{64}", List.of(HEX)),
                new Form("digest", Digest::new, "sha256:[0-9a-f]{64}", List.of("sha256:" + HEX)),
                new Form("command id", CommandId::new, "[\\x21-\\x7e]{1,128}", List.of("x", "c".repeat(128))),
                new Form(
                        "traceparent",
                        TraceParent::new,
                        "00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}",
                        List.of(trace, trace.replaceFirst("-[0-9a-f]{31}", "-" + "0".repeat(31)))),
                new Form(
                        "claim",
                        ClaimKey::new,
                        "(mac|name|bmc):[\\x21-\\x7e]{1,300}",
                        List.of("name:x", "mac:y", "bmc:z", "name:" + "n".repeat(300), "mac:" + "m".repeat(300))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void acceptExactlyWhatTheirPatternSays(Form form) {
        for (String text : around(form.fitting())) {
            assertThat(catchThrowable(() -> form.maker().apply(text)) == null)
                    .as("%s '%s'", form.name(), text)
                    .isEqualTo(text.matches(form.pattern()));
        }
    }

    /** Each fitting text, and all that differ from it by one character that is another, too many or missing. */
    private static List<String> around(List<String> fitting) {
        List<String> around = new ArrayList<>(List.of(""));
        for (String text : fitting) {
            around.add(text);
            for (int at = 0; at <= text.length(); at++) {
                String before = text.substring(0, at);
                if (at < text.length()) {
                    around.add(before + text.substring(at + 1));
                }
                for (char c : CHARACTERS.toCharArray()) {
                    around.add(before + c + text.substring(at));
                    if (at < text.length()) {
                        around.add(before + c + text.substring(at + 1));
                    }
                }
            }
        }
        return around;
    }
}
