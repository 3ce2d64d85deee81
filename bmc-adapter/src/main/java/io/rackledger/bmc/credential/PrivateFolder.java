package io.rackledger.bmc.credential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that its owner alone can read, with a lock. Thread-safe, and safe among processes. */
final class PrivateFolder {
    private final Path folder;

    private PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder, which is made where it is missing. */
    static PrivateFolder open(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new PrivateFolder(folder);
    }

    Path path() {
        return folder;
    }

    /** A new file of mode 0600 with this text, which is on the disk; it is to be moved to its place. */
    Path draft(String text) throws IOException {
        Path draft = Files.createTempFile(
                folder,
                "draft",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
        return draft;
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    synchronized <T> T locked(Change<T> change) throws IOException {
        try (FileChannel lock =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (!held.isValid()) {
                throw new UncheckedIOException(new IOException("the lock of " + folder + " cannot be had"));
            }
            return change.make();
        }
    }
}
