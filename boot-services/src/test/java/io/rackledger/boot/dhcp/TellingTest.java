package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that takes its time, and much to tell. */
final class TellingTest {
    private static final MacAddress MAC = MacAddress.parse("52:54:00:77:00:01");
    private static final int MOST = 4096;

    private final Queue<CompletableFuture<LogPosition>> asked = new ConcurrentLinkedQueue<>();
    private final SignalLog slow = _ -> {
        CompletableFuture<LogPosition> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    };
    private final Telling telling = new Telling(new DhcpDesk(
            new InMemoryLog().bootPlans(),
            new SignalReporter(slow, Duration.ofSeconds(30), new StrangerLimits(100_000, 100_000, Duration.ofHours(1))),
            new SourceBook(SignalSubject.OfMac::new)));
    private final AtomicInteger taken = new AtomicInteger();

    @AfterEach
    void answerAll() {
        asked.forEach(each -> each.complete(new LogPosition(0, 1)));
        telling.close();
    }

    private void tell(int number) {
        telling.tell(
                new Occasion("DHCP", "127.0.0.1:68", Instant.EPOCH, number),
                MAC,
                List.of(new SignalBody.RequestRefused("DHCP request", 404, "for the test")),
                durable -> taken.addAndGet(durable ? 1 : 0));
    }

    @Test
    void waitsForNoSignalBeforeItTellsTheNextAndGoesOnWhenTheLogHasTakenIt() {
        for (int i = 0; i < 100; i++) {
            tell(i);
        }
        await().until(() -> asked.size() == 100);
        assertThat(taken).hasValue(0);
        asked.forEach(each -> each.complete(new LogPosition(0, 1)));
        await().until(() -> taken.get() == 100);
    }

    @Test
    void tellsOnlySoMuchAtATimeAndMoreWhenThatIsTaken() {
        for (int i = 0; i < MOST + 500; i++) {
            tell(i);
        }
        await().until(() -> asked.size() == MOST);
        tell(MOST + 500);
        asked.forEach(each -> each.complete(new LogPosition(0, 1)));
        await().until(() -> taken.get() == MOST);
        assertThat(asked).as("what was too much was never told").hasSize(MOST);
        tell(MOST + 501);
        await().until(() -> asked.size() == MOST + 1);
    }
}
