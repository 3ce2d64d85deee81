package io.rackledger.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The version that records name is the version that is built. */
final class ProgramVersionTest {
    @Test
    void isTheOneOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("rackledger.root", ".."), "pom.xml"));
        assertThat(pom).containsPattern("<version>" + EventLog.PROGRAM_VERSION + "(-SNAPSHOT)?</version>");
    }
}
