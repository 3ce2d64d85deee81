package io.rackledger.eventlog.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of one event of a golden record.
 *
 * @param file name of the golden file
 * @param type of the event, with its version
 */
record CloudEventData(String file, String type, ObjectNode data) {
    /** Of today's golden records and of those of every release. */
    static List<CloudEventData> ofAllGoldenFiles() throws IOException {
        List<CloudEventData> all = new ArrayList<>();
        for (Path file : GoldenFiles.all("")) {
            if (file.toString().endsWith(".json")) {
                all.addAll(of(file));
            }
        }
        for (String release : ReleasedCorpus.releases()) {
            for (Path file : ReleasedCorpus.golden(release)) {
                all.addAll(of(file));
            }
        }
        return all;
    }

    static List<CloudEventData> of(Path file) throws IOException {
        try {
            return CloudEventFormat.read(GoldenFiles.read(file)).stream()
                    .map(event ->
                            new CloudEventData(file.getFileName().toString(), event.type(), (ObjectNode) event.data()))
                    .toList();
        } catch (UnreadableException e) {
            throw new IllegalStateException(file + " is no CloudEvent", e);
        }
    }
}
