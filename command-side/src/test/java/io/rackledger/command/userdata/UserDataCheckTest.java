package io.rackledger.command.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserDataCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "#cloud-config\nusers:\n  - name: ada\n",
                "#cloud-config\n",
                "#cloud-config\na: 1\na: 2\n",
                "#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    #cloud-config\n",
                "#!/bin/sh\necho {{{ not yaml\n",
                "#include\nhttp://example.test/a\n",
                "#cloud-boothook\n#!/bin/sh\n",
                "## template: jinja\n#cloud-config\nhostname: {{ v1.local_hostname }}\n",
                "Content-Type: multipart/mixed; boundary=\"B\"\nMIME-Version: 1.0\n\n--B\nContent-Type: text/x-shellscript\n\n#!/bin/sh\n--B--\n",
            })
    void takesWhatCloudInitCanRead(String text) {
        assertThat(UserDataCheck.check(text)).isEmpty();
    }

    @Test
    void namesLineAndColumnOfYamlError() {
        UserDataFault fault = fault("#cloud-config\nusers:\n  - name: ada\n    groups: [a, b\nruncmd:\n  - ls\n");
        assertThat(fault.line()).isBetween(4, 6);
        assertThat(fault.column()).isPositive();
        assertThat(fault.problem()).isNotEmpty();
    }

    @Test
    void refusesTabIndentation() {
        assertThat(fault("#cloud-config\nusers:\n\t- ada\n").line()).isEqualTo(3);
    }

    @Test
    void refusesConfigThatIsNoMapping() {
        assertThat(fault("#cloud-config\n- a\n- b\n").problem()).contains("a list");
        assertThat(fault("#cloud-config\njust words\n").problem()).contains("single value");
    }

    @Test
    void refusesFirstLineThatTellsNothing() {
        assertThat(fault("<html><body>404</body></html>").problem()).contains("<html>");
        assertThat(fault("users:\n - ada\n").remedy()).contains("#cloud-config");
        assertThat(fault("# cloud-config\nusers: []\n").line()).isEqualTo(1);
    }

    @Test
    void findsYamlErrorInMimePartAtItsPlaceInTheWhole() {
        String text =
                "Content-Type: multipart/mixed; boundary=B\nMIME-Version: 1.0\n\n--B\nContent-Type: text/cloud-config\n\n"
                        + "#cloud-config\na: [1\nb: 2\n--B--\n";
        assertThat(fault(text).line()).isBetween(8, 10);
    }

    @Test
    void refusesMimeWithoutItsBoundary() {
        assertThat(fault("MIME-Version: 1.0\n\nhello").problem()).contains("boundary");
        assertThat(fault("Content-Type: multipart/mixed; boundary=B\n\nhello").problem())
                .contains("never comes");
    }

    @Test
    void aliasBombIsRefusedRatherThanExpanded() {
        StringBuilder bomb = new StringBuilder("#cloud-config\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8) + "x"));
        }
        assertThat(UserDataCheck.check(bomb.toString())).isPresent();
    }

    private static UserDataFault fault(String text) {
        Optional<UserDataFault> fault = UserDataCheck.check(text);
        assertThat(fault).isPresent();
        return fault.orElseThrow();
    }
}
