package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.boot.ForeignProgram;
import io.rackledger.core.signal.SignalBody.TftpServed;
import io.rackledger.core.signal.TransferEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TFTP clients, and a reader of packets, that others wrote. */
final class ForeignTftpClientsTest {
    @TempDir
    Path directory;

    private TftpRack rack;

    @BeforeEach
    void start() throws Exception {
        rack = new TftpRack(directory, TftpLimits.DEFAULT);
        rack.knowMachine();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of("tftp", "tftp -m binary 127.0.0.1 PORT -c get snponly.efi fetched"),
                Arguments.of("curl", "curl -sSf -o fetched tftp://127.0.0.1:PORT/snponly.efi"),
                Arguments.of("curl", "curl -sSf --tftp-no-options -o fetched tftp://127.0.0.1:PORT/snponly.efi"),
                Arguments.of("curl", "curl -sSf --tftp-blksize 1468 -o fetched tftp://127.0.0.1:PORT/snponly.efi"),
                Arguments.of("busybox", "busybox tftp -g -b 1432 -r snponly.efi -l fetched 127.0.0.1 PORT"),
                Arguments.of("atftp", "atftp -g -r snponly.efi -l fetched 127.0.0.1 PORT"),
                Arguments.of(
                        "atftp",
                        "atftp|--option|blksize 1468|--option|windowsize 16|-g|-r|snponly.efi|-l|fetched|127.0.0.1|PORT"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("clients")
    void loadTheFile(String program, String command) throws Exception {
        ForeignProgram.need(program);
        ForeignProgram.runWell(directory, words(command));
        assertThat(directory.resolve("fetched")).hasBinaryContent(TftpRack.LOADER);
        await().until(() -> !rack.served().isEmpty());
        assertThat(rack.served()).extracting(TftpServed::end).containsExactly(TransferEnd.COMPLETE);
    }

    @Test
    void areToldThatThereIsNoSuchFile() throws Exception {
        ForeignProgram.need("curl");
        ForeignProgram.Said said =
                ForeignProgram.run(directory, words("curl -sS -o fetched tftp://127.0.0.1:PORT/nothing.efi"));
        assertThat(said.exit()).as("curl's code for a file that is not there").isEqualTo(68);
    }

    @Test
    void findNothingMalformedInOurPackets() throws Exception {
        ForeignProgram.need("tshark", "tcpdump", "curl", "atftp");
        ForeignProgram.needRoot();
        Path capture = directory.resolve("packets.pcap");
        Path heard = directory.resolve("tcpdump.txt");
        Process tcpdump = ForeignProgram.start(
                directory, heard, words("tcpdump --immediate-mode -B 32768 -U -Z root -i lo -w packets.pcap udp"));
        try {
            await().until(() -> Files.readString(heard).contains("listening on"));
            ForeignProgram.runWell(directory, words("curl -sSf -o one tftp://127.0.0.1:PORT/snponly.efi"));
            ForeignProgram.runWell(
                    directory,
                    words("atftp|--option|tsize|--option|windowsize 8|-g|-r|snponly.efi|-l|two|127.0.0.1|PORT"));
            ForeignProgram.run(directory, words("curl -sS -o three tftp://127.0.0.1:PORT/nothing.efi"));
            await().until(() -> rack.served().size() == 2);
        } finally {
            tcpdump.destroy();
            tcpdump.waitFor(10, TimeUnit.SECONDS);
        }
        String decoded = ForeignProgram.runWell(
                directory,
                words("tshark|-r|" + capture
                        + "|-d|udp.port==PORT,tftp|-T|fields|-e|tftp.opcode|-e|_ws.malformed|-e|_ws.col.Info"));
        assertThat(decoded.lines().filter(line -> line.startsWith("3\t")).count())
                .as("DATA packets that were understood, of both loads: tcpdump may miss some")
                .isGreaterThan(340);
        assertThat(decoded)
                .contains("Option Acknowledgement", "windowsize", "Error Code")
                .doesNotContain("alformed");
    }

    /** Words are separated by '|' where one of them has a space in it. */
    private String[] words(String command) {
        String full = command.replace("PORT", Integer.toString(rack.port()));
        return full.split(full.contains("|") ? "\\|" : " ");
    }
}
