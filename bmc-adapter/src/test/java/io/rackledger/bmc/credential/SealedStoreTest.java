package io.rackledger.bmc.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedStoreTest {
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final NodeId OTHER = NodeId.parse("7f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final Credential ACCOUNT = new Credential("admin", "pässword=with#signs");

    @TempDir
    private Path folder;

    private MasterKey key;
    private SealedStore store;

    @BeforeEach
    void open() throws IOException {
        key = MasterKey.readOrCreate(folder.resolve("key"));
        store = SealedStore.open(folder.resolve("accounts"), key, List.of());
    }

    @Test
    void findsWhatWasPutAndCountsTheChanges() throws Exception {
        assertThat(store.find(NODE)).isEmpty();
        assertThat(store.version(NODE)).isZero();
        assertThat(store.put(NODE, "admin", "first")).isEqualTo(1);
        assertThat(store.put(NODE, ACCOUNT.user(), ACCOUNT.password())).isEqualTo(2);
        assertThat(store.find(NODE)).contains(ACCOUNT);
        assertThat(store.find(OTHER)).isEmpty();
    }

    @Test
    void keepsTheBmcKeyWithTheAccount() throws Exception {
        Credential keyed = new Credential("admin", "with#signs", Optional.of("0x00ff"));
        store.put(NODE, keyed.user(), keyed.password(), keyed.kg());
        assertThat(store.find(NODE)).contains(keyed);
        assertThat(Files.readString(file(NODE))).startsWith("form=2").doesNotContain("0x00ff");
        store.rotate(NODE);
        assertThat(store.find(NODE)).contains(keyed);
        store.put(NODE, "admin", "with#signs");
        assertThat(store.find(NODE)).contains(new Credential("admin", "with#signs"));
        assertThat(Files.readString(file(NODE))).startsWith("form=1");
        assertThat(keyed.toString()).isEqualTo("Credential[hidden]");
    }

    @Test
    void leavesNothingReadableOnTheDiskAndNobodyElseTheRightToReadIt() throws Exception {
        store.put(NODE, ACCOUNT.user(), ACCOUNT.password());
        String text = Files.readString(file(NODE), StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("admin", "with#signs");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(NODE))))
                .isEqualTo("rw-------");
        assertThat(key.toString())
                .doesNotContain(Files.readString(folder.resolve("key")).strip());
    }

    @Test
    void refusesAnAccountThatWasPutInAnotherNodesPlace() throws Exception {
        store.put(NODE, ACCOUNT.user(), ACCOUNT.password());
        Files.copy(file(NODE), file(OTHER));
        assertThatExceptionOfType(AccountUnreadableException.class)
                .isThrownBy(() -> store.find(OTHER))
                .withMessageContaining("that of another node");
    }

    @Test
    void refusesAnOlderAccountUnderTheVersionOfANewerOne() throws Exception {
        store.put(NODE, "admin", "old");
        String old = Files.readString(file(NODE));
        store.put(NODE, "admin", "new");
        Files.writeString(file(NODE), old.replace("version=1", "version=2"));
        assertThatExceptionOfType(AccountUnreadableException.class).isThrownBy(() -> store.find(NODE));
    }

    @Test
    void rotatesTheKeyAndKeepsTheAccount() throws Exception {
        assertThat(store.rotate(NODE)).isEmpty();
        store.put(NODE, ACCOUNT.user(), ACCOUNT.password());
        String before = Files.readString(file(NODE));
        assertThat(store.rotate(NODE)).contains(2L);
        assertThat(store.find(NODE)).contains(ACCOUNT);
        assertThat(Files.readString(file(NODE)).lines().filter(line -> line.startsWith("key=")))
                .doesNotContainAnyElementsOf(before.lines().toList());
    }

    @Test
    void shredsAnAccountForGood() throws Exception {
        store.put(NODE, ACCOUNT.user(), ACCOUNT.password());
        Path link = folder.resolve("kept");
        Files.createLink(link, file(NODE));
        assertThat(store.shred(NODE)).contains(2L);
        assertThat(store.find(NODE)).isEmpty();
        assertThat(store.version(NODE)).isEqualTo(2);
        assertThat(Files.readAllBytes(link)).as("what lay on the disk").containsOnly(0);
        assertThat(store.shred(OTHER)).isEmpty();
    }

    @Test
    void changesTheMasterKeyAndNamesTheOneThatIsMissing() throws Exception {
        store.put(NODE, ACCOUNT.user(), ACCOUNT.password());
        MasterKey next = MasterKey.readOrCreate(folder.resolve("next"));
        SealedStore without = SealedStore.open(folder.resolve("accounts"), next, List.of());
        assertThatExceptionOfType(AccountUnreadableException.class)
                .isThrownBy(() -> without.find(NODE))
                .withMessageContaining(key.id())
                .withMessageContaining(next.id());
        assertThat(SealedStore.open(folder.resolve("accounts"), next, List.of(key))
                        .rewrap())
                .isEqualTo(1);
        assertThat(without.find(NODE)).contains(ACCOUNT);
    }

    @Test
    void refusesAMasterKeyThatIsNoneOrThatOthersCanRead() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.parse("c2hvcnQ=", "the test"))
                .withMessageContaining("5 bytes instead of 32")
                .withMessageContaining("openssl rand");
        Path open = Files.copy(folder.resolve("key"), folder.resolve("open"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.read(open))
                .withMessageContaining("chmod 600");
    }

    private Path file(NodeId node) {
        return folder.resolve("accounts").resolve(node.value() + ".account");
    }
}
