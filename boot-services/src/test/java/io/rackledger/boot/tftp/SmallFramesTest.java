package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.ForeignProgram;
import io.rackledger.boot.Segment;
import io.rackledger.boot.transport.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose frames are smaller than a block: the kernel cuts no window into datagrams there. Takes root. */
final class SmallFramesTest {
    @TempDir
    Path directory;

    @Test
    void getTheirWindowsBlockByBlock() throws Exception {
        ForeignProgram.needRoot();
        ForeignProgram.need("atftp");
        byte[] loader = new byte[173_792];
        new Random(3).nextBytes(loader);
        try (Segment segment = new Segment(directory)) {
            segment.serve("AUTHORITATIVE");
            Files.write(directory.resolve("files/snponly.efi"), loader);
            segment.in("c", "ip", "addr", "add", "198.18.77.9/24", "dev", "c");
            segment.in("c", "ip", "link", "set", "c", "mtu", "1280");
            segment.in("s", "ip", "link", "set", "pc", "mtu", "1280");
            segment.in("s", "ip", "link", "set", "br0", "mtu", "1280");
            for (String fetched : new String[] {"one", "two"}) {
                segment.in(
                        "c",
                        "atftp",
                        "--option",
                        "blksize 1468",
                        "--option",
                        "windowsize 16",
                        "-g",
                        "-r",
                        "snponly.efi",
                        "-l",
                        directory.resolve(fetched).toString(),
                        "198.18.77.1",
                        "69");
                assertThat(directory.resolve(fetched)).hasBinaryContent(loader);
            }
            if (Sockets.segments()) {
                segment.awaitTold("the kernel's refusal", line -> line.contains("block by block"));
            }
            segment.awaitTold("both loads", line -> line.contains("TftpServed") && line.contains("resent=0"));
        }
    }
}
