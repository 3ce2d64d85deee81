package io.rackledger.e2e.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The working tree that the tests run in. */
final class Repository {
    private Repository() {}

    /** The top folder; Surefire hands it over. */
    static Path root() {
        return Path.of(System.getProperty("rackledger.root", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** All Java sources, main and test, of all modules. */
    static List<Source> javaSources() {
        try (Stream<Path> modules = Files.list(root())) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Repository::javaSources)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Source> javaSources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Source::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Java file. */
    record Source(Path path, String text) {
        static Source read(Path path) {
            try {
                return new Source(root().relativize(path), Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isTest() {
            return path.toString().contains("/src/test/");
        }

        /** Comments and string literals blanked out, line by line in place. */
        String code() {
            return text.replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                    .replaceAll("\"(\\\\.|[^\"\\\\\n])*\"", "\"\"")
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("//[^\n]*", "");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
