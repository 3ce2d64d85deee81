package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of the wire as readable files. They change only when a test runs with -Dgolden.rewrite=true, and the change is reviewed. */
public final class GoldenFiles {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private GoldenFiles() {}

    /** Fails where the record is not the file's; rewrites the file instead where that is asked for. */
    static void check(String name, WireRecord record) {
        checkText(name + ".json", text(record));
    }

    /** The same for any text. */
    static void checkText(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(file).as("run with -Dgolden.rewrite=true once").exists();
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files whose names start so. */
    public static List<Path> all(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    public static WireRecord read(Path file) throws IOException {
        JsonNode tree = MAPPER.readTree(Files.readString(file));
        Map<String, String> headers = new TreeMap<>();
        tree.path("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().stringValue()));
        return new WireRecord(tree.path("key").stringValue(), headers, MAPPER.writeValueAsBytes(tree.path("value")));
    }

    private static String text(WireRecord record) {
        ObjectNode tree = MAPPER.createObjectNode();
        tree.put("key", record.key());
        ObjectNode headers = tree.putObject("headers");
        new TreeMap<>(record.headers()).forEach(headers::put);
        tree.set("value", MAPPER.readTree(new String(record.value(), StandardCharsets.UTF_8)));
        return PRETTY.writeValueAsString(tree) + "\n";
    }
}
