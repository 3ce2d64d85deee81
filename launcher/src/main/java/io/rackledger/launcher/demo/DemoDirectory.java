package io.rackledger.launcher.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a demo keeps its data: a directory that the user names and that stays, or one that goes away with the demo. */
final class DemoDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoDirectory.class);

    private final Path path;
    private final boolean temporary;

    private DemoDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static DemoDirectory of(@Nullable Path named) throws IOException {
        return named == null
                ? new DemoDirectory(Files.createTempDirectory("rackledger-demo-"), true)
                : new DemoDirectory(Files.createDirectories(named), false);
    }

    Path path() {
        return path;
    }

    /** Whether something lies in it already. */
    boolean isUsed() throws IOException {
        try (var entries = Files.list(path)) {
            return entries.findAny().isPresent();
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deleting());
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", path, e.toString());
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
