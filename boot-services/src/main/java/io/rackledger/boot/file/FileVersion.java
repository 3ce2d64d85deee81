package io.rackledger.boot.file;

import java.nio.file.Path;
import java.time.Instant;

/** What a file was when it was looked at: another size or time of change is another version, with another digest. */
record FileVersion(Path path, long size, Instant modified) {}
