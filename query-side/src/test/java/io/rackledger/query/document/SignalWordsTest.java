package io.rackledger.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the timeline says of signals. */
final class SignalWordsTest {
    @ParameterizedTest
    @CsvSource({
        "OK, Base.1.0.X, It is off., the BMC tells: It is off. (Base.1.0.X)",
        "'', Base.1.0.X, It is off., the BMC tells: It is off. (Base.1.0.X)",
        "Critical, Base.1.0.X, Fan 1 failed., 'the BMC tells, Critical: Fan 1 failed. (Base.1.0.X)'",
        "Warning, Base.1.0.X, '', 'the BMC tells, Warning: Base.1.0.X'",
        "OK, '', StatusChange, the BMC tells: StatusChange",
    })
    void tellsAnEventOfABmcInItsOwnWords(String severity, String messageId, String message, String words) {
        BmcEventHeard event = new BmcEventHeard("1", messageId, severity, message, "/redfish/v1/Systems/1", "");
        assertThat(SignalWords.words(event)).isEqualTo(words);
        assertThat(SignalWords.lane(event)).isEqualTo("power");
        assertThat(SignalWords.served(event)).isEmpty();
    }
}
