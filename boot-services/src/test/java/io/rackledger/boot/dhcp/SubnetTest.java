package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pools are taken. */
final class SubnetTest {
    private static Subnet parse(String text) {
        return Subnet.parse(text, List.of(), Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/24:10.0.0.100-10.0.0.199,10.0.0.150 | must leave out the router",
                "10.0.0.0/24:10.0.0.100-10.0.0.199,10.0.0.100 | must leave out the router",
                "10.0.0.0/24:10.0.0.199-10.0.0.100 | does not lie in",
                "10.0.0.0/24:10.0.1.1-10.0.1.9 | does not lie in",
                "10.0.0.0/24:10.0.0.1-10.0.0.255 | first and the last address",
                "10.0.0.7/24:10.0.0.10-10.0.0.20 | is no network",
                "10.0.0.0/31:10.0.0.0-10.0.0.1 | from 8 to 30",
                "10.0.0.0:10.0.0.1-10.0.0.9 | use NETWORK/PREFIX:FIRST-LAST"
            })
    void refusesWhatWouldServeNobodyOrGiveAwayWhatIsTaken(String text, String why) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/24:10.0.0.100-10.0.0.199",
                "10.0.0.0/24:10.0.0.100-10.0.0.199,10.0.0.254",
                "10.0.0.0/8:10.0.0.1-10.255.255.254"
            })
    void takesThePoolsOfRealNetworks(String text) {
        assertThat(parse(text).first()).isLessThanOrEqualTo(parse(text).last());
    }
}
