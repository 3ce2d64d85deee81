package io.rackledger.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All rows, as docs/benchmarks.json keeps them.
 *
 * @param notes what was found slow and removed; written by hand in the JSON, kept by every merge
 * @param rows sorted by id
 */
record FigureSheet(List<String> notes, List<Figure> rows) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    FigureSheet {
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    static FigureSheet read(Path file) {
        return Files.exists(file) ? JSON.readValue(file, FigureSheet.class) : new FigureSheet(List.of(), List.of());
    }

    /** This sheet with the given rows in the place of those of the same id; all others stay. */
    FigureSheet with(List<Figure> measured) {
        TreeMap<String, Figure> merged = new TreeMap<>();
        rows.forEach(row -> merged.put(row.id(), row));
        measured.forEach(row -> merged.put(row.id(), row));
        return new FigureSheet(notes, List.copyOf(merged.values()));
    }

    /** Replaces the file as a whole. */
    void write(Path file) {
        replace(file, JSON.writeValueAsString(this) + "\n");
    }

    static void replace(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
