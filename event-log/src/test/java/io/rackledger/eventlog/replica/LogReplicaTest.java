package io.rackledger.eventlog.replica;

import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read of the log is there at the next start, whole or not at all, and goes as soon as the log has it no more. */
final class LogReplicaTest {
    private static final byte[] SECRET = "#cloud-config\npassword: s3cret\n".getBytes(StandardCharsets.UTF_8);
    private static final LogVector PLACE = LogVector.parse("0:3,1:2");

    private final MacAddress mac = newMac();
    private final BootPlan plan = plan(newNode(), BootPlanKind.DEPLOY, 4, mac);

    @TempDir
    Path directory;

    @Test
    void isThereAtTheNextStartWithThePlaceUpToWhichItGoes() throws IOException {
        fill();
        try (LogReplica replica = open()) {
            assertThat(replica.plans().byMac(mac)).contains(plan);
            assertThat(replica.documents().get(Digest.of(SECRET))).hasValue(SECRET);
            assertThat(replica.standing().plansTo()).contains(PLACE);
            assertThat(replica.standing().documentsTo()).contains(PLACE);
            assertThat(replica.standing().damaged()).isZero();
        }
    }

    @Test
    void leavesOutAFileThatIsNotWholeWhereverItEndsAndTellsOfIt() throws IOException {
        fill();
        for (Path file : List.of(only("plans"), only("documents"))) {
            byte[] whole = Files.readAllBytes(file);
            for (int end : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
                Files.write(file, Arrays.copyOf(whole, end));
                assertDamaged(file);
            }
            byte[] changed = whole.clone();
            changed[whole.length / 2] ^= 1;
            Files.write(file, changed);
            assertDamaged(file);
            Files.write(file, whole);
        }
    }

    private void assertDamaged(Path file) throws IOException {
        try (LogReplica replica = open()) {
            boolean ofPlan = file.getParent().endsWith("plans");
            assertThat(replica.standing().damaged()).as("%s", file).isEqualTo(1);
            assertThat(replica.plans().byMac(mac).isPresent()).isNotEqualTo(ofPlan);
            assertThat(replica.documents().get(Digest.of(SECRET)).isPresent()).isEqualTo(ofPlan);
        }
    }

    @Test
    void canBeReadByItsOwnerAlone() throws IOException {
        fill();
        for (Path file : List.of(only("plans"), only("documents"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void erasesADocumentThatTheLogErases() throws IOException {
        fill();
        try (LogReplica replica = open()) {
            replica.documents().told(Digest.of(SECRET), SECRET);
            replica.documents().level(PLACE);
            replica.documents().erased(Digest.of(SECRET));
            assertThat(replica.documents().get(Digest.of(SECRET))).isEmpty();
            assertThat(files("documents")).isEmpty();
        }
    }

    @Test
    void erasesADocumentOfWhichTheLogSaysNothingAnyMoreEvenWhereItIsDamaged() throws IOException {
        fill();
        Files.write(only("documents"), new byte[3]);
        try (LogReplica replica = open()) {
            replica.documents().level(PLACE);
            assertThat(files("documents")).isEmpty();
        }
    }

    @Test
    void servesNoPlanOfLongAgoWhileTheLogIsBeingRead() throws IOException {
        fill();
        BootPlan ofTheFormerNode = plan(newNode(), BootPlanKind.CLEAN, 900, mac);
        BootPlan next = plan(plan.node(), BootPlanKind.LOCAL_DISK, 5, mac);
        try (LogReplica replica = open()) {
            replica.planSink().put(mac, ofTheFormerNode);
            assertThat(replica.plans().byMac(mac)).contains(plan);
            replica.planSink().put(mac, next);
            replica.planSink().level(PLACE);
            assertThat(replica.plans().byMac(mac)).contains(next);
        }
        try (LogReplica replica = open()) {
            assertThat(replica.plans().byMac(mac)).contains(next);
        }
    }

    @Test
    void forgetsThePlanOfAMachineThatTheLogHasNoMore() throws IOException {
        fill();
        try (LogReplica replica = open()) {
            replica.planSink().level(PLACE);
            assertThat(replica.plans().byMac(mac)).isEmpty();
            await().until(() -> files("plans").isEmpty());
        }
    }

    private void fill() throws IOException {
        try (LogReplica replica = open()) {
            replica.planSink().put(mac, plan);
            replica.planSink().level(PLACE);
            replica.documents().told(Digest.of(SECRET), SECRET);
            replica.documents().level(PLACE);
        }
    }

    private LogReplica open() throws IOException {
        return LogReplica.open(directory.resolve("replica"), Clock.systemUTC());
    }

    private Path only(String folder) throws IOException {
        assertThat(files(folder)).hasSize(1);
        return files(folder).getFirst();
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("replica").resolve(folder))) {
            return files.filter(each -> each.toString().endsWith(".rec")).toList();
        }
    }
}
