package io.rackledger.bmc.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rackledger.bmc.event.EventReader.Read;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import java.util.function.UnaryOperator;

/** Any bytes as a body that somebody posts. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class EventFuzzTest {
    @FuzzTest
    void takesAnyBytes(byte[] body) {
        fuzzerTestOneInput(body);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] body) {
        switch (EventReader.read(body, UnaryOperator.identity())) {
            case Read.Unreadable(String reason) -> assertThat(reason).isNotEmpty();
            case Read.Events(var events) -> {
                assertThat(events).hasSizeLessThanOrEqualTo(EventReader.MOST);
                events.forEach(EventFuzzTest::isBounded);
            }
        }
    }

    private static void isBounded(BmcEventHeard event) {
        assertThat(event.messageId() + event.message()).isNotEmpty();
        assertThat(event.toString().length()).isLessThan(1200);
        assertThat(PowerNews.isIn(event)).isIn(true, false);
    }
}
