package io.rackledger.bmc.credential;

import io.rackledger.core.door.AccountVault;
import io.rackledger.core.door.AccountVaultException;
import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accounts of BMCs in a folder of their own, a file of mode 0600 for each node, encrypted. All bmc-adapters of an engine use the same
 * folder and master key; nobody else has the key. Thread-safe, and safe among processes.
 */
public final class SealedStore implements CredentialStore, AccountVault {
    private static final String ENDING = ".account";

    private final PrivateFolder place;
    private final Path folder;
    private final MasterKey master;
    private final List<MasterKey> former;

    private SealedStore(PrivateFolder place, MasterKey master, List<MasterKey> former) {
        this.place = place;
        this.folder = place.path();
        this.master = master;
        this.former = List.copyOf(former);
    }

    /**
     * Opens the folder, which is made where it is missing.
     *
     * @param former master keys of before, under which accounts may still lie
     */
    public static SealedStore open(Path folder, MasterKey master, List<MasterKey> former) throws IOException {
        return new SealedStore(PrivateFolder.open(folder), master, former);
    }

    @Override
    public Optional<Credential> find(NodeId node) throws AccountUnreadableException {
        Optional<SealedAccount> sealed = read(node).filter(account -> !account.isShredded());
        return sealed.isEmpty() ? Optional.empty() : Optional.of(opened(node, sealed.get()));
    }

    private Credential opened(NodeId node, SealedAccount sealed) throws AccountUnreadableException {
        MasterKey key = keyOf(node, sealed);
        try {
            return sealed.open(node, key);
        } catch (GeneralSecurityException e) {
            throw new AccountUnreadableException(
                    "the BMC account of node " + node + " was altered, or is that of another node; set it anew", e);
        }
    }

    private MasterKey keyOf(NodeId node, SealedAccount sealed) throws AccountUnreadableException {
        return Stream.concat(Stream.of(master), former.stream())
                .filter(key -> key.id().equals(sealed.master()))
                .findFirst()
                .orElseThrow(() -> new AccountUnreadableException("the BMC account of node " + node
                        + " lies under master key " + sealed.master() + ", and bmc-adapter has " + master.id()
                        + "; give it that key as a former one, or set the account anew"));
    }

    @Override
    public Optional<CertificatePins> pins() {
        return Optional.of(new PinFolder(place));
    }

    @Override
    public long version(NodeId node) {
        try {
            return read(node).map(SealedAccount::version).orElse(0L);
        } catch (AccountUnreadableException e) {
            // Whoever asks for the account is told.
            return 0;
        }
    }

    @Override
    public long put(NodeId node, String user, String password, Optional<String> kg) throws AccountVaultException {
        return kept(() -> put(node, new Credential(user, password, kg)));
    }

    @Override
    public Optional<Long> rotate(NodeId node) throws AccountVaultException {
        return kept(() -> {
            try {
                Optional<Credential> account = find(node);
                return account.isEmpty() ? Optional.empty() : Optional.of(put(node, account.get()));
            } catch (AccountUnreadableException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    private long put(NodeId node, Credential account) throws IOException {
        long next = version(node) + 1;
        write(node, SealedAccount.seal(node, next, account, master));
        return next;
    }

    @Override
    public Optional<Long> shred(NodeId node) throws AccountVaultException {
        return kept(() -> {
            if (!Files.exists(file(node))) {
                return Optional.empty();
            }
            long next = version(node) + 1;
            write(node, SealedAccount.shredded(next));
            return Optional.of(next);
        });
    }

    /** Wraps the data keys of all accounts with the present master key; returns how many lay under a former one. */
    public int rewrap() throws IOException, AccountUnreadableException {
        int changed = 0;
        for (NodeId node : nodes()) {
            changed += rewrap(node) ? 1 : 0;
        }
        return changed;
    }

    /** Read and written under one lock: an account that is set meanwhile is not undone. */
    private boolean rewrap(NodeId node) throws IOException, AccountUnreadableException {
        try {
            return place.locked(() -> {
                try {
                    return wrapAnew(node);
                } catch (AccountUnreadableException e) {
                    throw new IOException(e.getMessage(), e);
                }
            });
        } catch (IOException e) {
            if (e.getCause() instanceof AccountUnreadableException unreadable) {
                throw unreadable;
            }
            throw e;
        }
    }

    private boolean wrapAnew(NodeId node) throws IOException, AccountUnreadableException {
        Optional<SealedAccount> old = read(node)
                .filter(account -> !account.isShredded() && !account.master().equals(master.id()));
        if (old.isEmpty()) {
            return false;
        }
        try {
            write(node, old.get().wrapped(node, keyOf(node, old.get()), master));
            return true;
        } catch (GeneralSecurityException e) {
            throw new AccountUnreadableException("the BMC account of node " + node + " was altered; set it anew", e);
        }
    }

    /** Nodes that have an account, or had one. */
    public List<NodeId> nodes() throws IOException {
        List<NodeId> nodes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .sorted()
                    .forEach(name -> nodes.add(new NodeId(name.substring(0, name.length() - ENDING.length()))));
        }
        return nodes;
    }

    private Path file(NodeId node) {
        return folder.resolve(node.value() + ENDING);
    }

    private Optional<SealedAccount> read(NodeId node) throws AccountUnreadableException {
        Path file = file(node);
        try {
            return Files.exists(file)
                    ? Optional.of(SealedAccount.parse(Files.readString(file, StandardCharsets.US_ASCII)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new AccountUnreadableException(
                    "the BMC account of node " + node + " in " + file + " cannot be read: " + e.getMessage()
                            + "; set it anew",
                    e);
        }
    }

    private void write(NodeId node, SealedAccount account) throws IOException {
        Path draft = place.draft(account.text());
        if (!Files.exists(file(node))) {
            Files.move(draft, file(node), StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        // Held open, the old file can be overwritten after the new one has taken its place: a crash leaves one of them
        // whole.
        try (FileChannel old = FileChannel.open(file(node), StandardOpenOption.WRITE)) {
            Files.move(draft, file(node), StandardCopyOption.ATOMIC_MOVE);
            overwrite(old);
        }
    }

    /** The wrapped data key goes: without it nobody can decrypt the account, not even who has the master key. */
    private static void overwrite(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) channel.size());
        while (zeros.hasRemaining()) {
            channel.write(zeros);
        }
        channel.force(true);
    }

    private <T> T kept(PrivateFolder.Change<T> change) throws AccountVaultException {
        try {
            return place.locked(change);
        } catch (IOException e) {
            throw new AccountVaultException("accounts in " + folder + ": " + e.getMessage(), e);
        }
    }
}
