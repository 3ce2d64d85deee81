package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.TftpServed;
import io.rackledger.core.signal.TransferEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole transfers over sockets, good and bad. */
final class TftpServerTest {
    private static final Digest LOADER = Digest.of(TftpRack.LOADER);

    @TempDir
    Path directory;

    private TftpRack rack;
    private RawTftp machine;

    @BeforeEach
    void start() throws IOException {
        rack = new TftpRack(directory, TftpLimits.DEFAULT.withPatience(Duration.ofMillis(100), 4));
        machine = new RawTftp(rack.port());
    }

    @AfterEach
    void stop() {
        machine.close();
        rack.close();
    }

    /** UEFI firmware asks for the size first, breaks off, and asks again. */
    @Test
    void takesASizeProbeForNoFailure() throws IOException {
        rack.knowMachine();
        machine.read("snponly.efi", "tsize", "0", "blksize", "1468", "windowsize", "4");
        assertThat(machine.receive().options()).isEqualTo("blksize=1468 tsize=173792 windowsize=4");
        machine.fail(8, "User aborted the transfer");

        machine.read("snponly.efi", "blksize", "1468", "windowsize", "4");
        assertThat(machine.receive().options()).isEqualTo("blksize=1468 windowsize=4");
        machine.acknowledge(0);
        assertThat(machine.load(1468, 4)).isEqualTo(TftpRack.LOADER);

        await().until(() -> rack.served().size() == 2);
        assertThat(rack.served())
                .extracting(TftpServed::end)
                .containsExactlyInAnyOrder(TransferEnd.SIZE_PROBE, TransferEnd.COMPLETE);
        assertThat(rack.served()).allSatisfy(body -> {
            assertThat(body.name()).isEqualTo("snponly.efi");
            assertThat(body.digest()).isEqualTo(LOADER);
            assertThat(body.detail()).isEmpty();
        });
        assertThat(rack.signals.all()).extracting(Signal::subject).containsOnly(TftpRack.MACHINE);
        assertThat(rack.signals.all()).extracting(Signal::by).containsOnly(Optional.of(Attribution.LEASE));
    }

    /** From one port, as some firmware does; what it broke off with has not come when its next request does. */
    @Test
    void answersARequestForSomethingElseWhileAProbeIsOpen() throws IOException {
        rack.knowMachine();
        machine.read("snponly.efi", "tsize", "0");
        assertThat(machine.receive().options()).isEqualTo("tsize=173792");

        machine.read("snponly.efi", "blksize", "1468");
        assertThat(machine.receive().options()).isEqualTo("blksize=1468");
        await().until(() -> rack.served().size() == 1);
        assertThat(rack.served()).extracting(TftpServed::end).containsExactly(TransferEnd.SIZE_PROBE);
    }

    @Test
    void answersEveryRequestOnTheHeelsOfAnAbort() throws IOException {
        rack.knowMachine();
        for (int i = 0; i < 300; i++) {
            machine.read("snponly.efi", "tsize", "0");
            assertThat(machine.receive().options()).isEqualTo("tsize=173792");
            machine.fail(8, "User aborted the transfer");
        }
    }

    @Test
    void servesAPlainRequestInBlocksOf512ToAnAddressThatIsKnown() throws IOException {
        rack.knowMachine();
        machine.read("snponly.efi");
        assertThat(machine.load(512, 1)).isEqualTo(TftpRack.LOADER);
        machine.read("empty.bin");
        assertThat(machine.load(512, 1)).isEmpty();
        await().until(() -> rack.served().size() == 2);
        assertThat(rack.served()).extracting(TftpServed::end).containsOnly(TransferEnd.COMPLETE);
    }

    @Test
    void countsBlocksBeyond65535() throws IOException {
        byte[] big = new byte[8 * 70_000 + 3];
        new Random(11).nextBytes(big);
        Files.write(rack.files.resolve("big.bin"), big);
        machine.read("big.bin", "blksize", "8", "windowsize", "64");
        machine.receive();
        machine.acknowledge(0);
        assertThat(machine.load(8, 64)).isEqualTo(big);
    }

    @Test
    void sendsAgainWhatWasLostAndSaysHowOften() throws IOException {
        machine.read("snponly.efi", "blksize", "1024", "timeout", "1");
        assertThat(machine.receive().options()).isEqualTo("blksize=1024 timeout=1");
        machine.acknowledge(0);
        assertThat(machine.receive().number()).isEqualTo(1);
        RawTftp.Packet again = machine.receive();
        assertThat(again.number()).as("the same block").isEqualTo(1);
        assertThat(again.body()).startsWith(TftpRack.LOADER[0]);
        machine.acknowledge(1);
        assertThat(machine.receive().number()).isEqualTo(2);
        machine.fail(3, "disk full");

        await().until(() -> !rack.served().isEmpty());
        TftpServed told = rack.served().getFirst();
        assertThat(told.end()).isEqualTo(TransferEnd.ABORTED);
        assertThat(told.acknowledged()).isEqualTo(1024);
        assertThat(told.resent()).isEqualTo(1);
        assertThat(told.detail()).isEqualTo("disk full");
    }

    @Test
    void tellsWhereAMachineFellSilent() throws IOException {
        machine.read("snponly.efi", "blksize", "1000");
        machine.receive();
        machine.acknowledge(0);
        for (int block = 1; block <= 60; block++) {
            assertThat(machine.receive().number()).isEqualTo(block);
            machine.acknowledge(block);
        }
        await().until(() -> !rack.served().isEmpty());
        TftpServed told = rack.served().getFirst();
        assertThat(told.end()).isEqualTo(TransferEnd.SILENT);
        assertThat(told.acknowledged()).isEqualTo(60_000);
        assertThat(told.size()).isEqualTo(TftpRack.LOADER.length);
        assertThat(told.resent()).isEqualTo(3);
    }

    /** Under a false sender's address anybody could have us flood a third. */
    @Test
    void sendsAtMostThreeTimesTheBytesOfTheRequestsUntilAnAcknowledgement() throws IOException {
        byte[] request =
                RawTftp.request(1, "snponly.efi", "octet", "blksize", "1468", "tsize", "0", "windowsize", "64");
        int in = 0;
        int out = 0;
        for (int times = 0; times < 3; times++) {
            machine.ask(request);
            in += request.length;
        }
        for (Optional<RawTftp.Packet> packet = machine.receiveWithin(2500);
                packet.isPresent();
                packet = machine.receiveWithin(2500)) {
            out += packet.get().bytes().length;
        }
        assertThat(out).isPositive().isLessThanOrEqualTo(3 * in);
        await().until(() -> !rack.served().isEmpty());
        assertThat(rack.served()).singleElement().satisfies(told -> {
            assertThat(told.end()).isEqualTo(TransferEnd.SILENT);
            assertThat(told.acknowledged()).isZero();
        });
    }

    @Test
    void asksAnAddressThatNobodyKnowsForAnOptionBeforeItSendsData() throws IOException {
        machine.read("snponly.efi");
        RawTftp.Packet answer = machine.receive();
        assertThat(answer.opcode()).isEqualTo(5);
        assertThat(answer.bytes().length).isLessThanOrEqualTo(3 * RawTftp.request(1, "snponly.efi", "octet").length);
        await().until(() -> !rack.signals.of(RequestRefused.class).isEmpty());
        RequestRefused told = (RequestRefused) rack.signals.last().body();
        assertThat(told.request()).isEqualTo("TFTP read snponly.efi");
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.reason()).contains("tsize");
    }

    @Test
    void refusesToWriteAndToTranslateText() throws IOException {
        machine.ask(RawTftp.request(2, "snponly.efi", "octet"));
        RawTftp.Packet answer = machine.receive();
        assertThat(answer.opcode()).isEqualTo(5);
        assertThat(answer.number()).isEqualTo(TftpError.ACCESS_VIOLATION.code());
        machine.ask(RawTftp.request(1, "snponly.efi", "netascii"));
        assertThat(machine.receive().number()).isEqualTo(TftpError.ILLEGAL_OPERATION.code());
        assertThat(rack.files.resolve("snponly.efi")).hasBinaryContent(TftpRack.LOADER);
    }

    @Test
    void refusesTheSeventeenthTransferOfAnAddress() throws IOException {
        RawTftp[] machines = new RawTftp[17];
        for (int i = 0; i < 17; i++) {
            machines[i] = new RawTftp(rack.port());
            machines[i].read("snponly.efi", "tsize", "0", "timeout", "20");
            if (i < 16) {
                assertThat(machines[i].receive().opcode()).isEqualTo(6);
            }
        }
        assertThat(machines[16].receiveWithin(200)).isEmpty();
        assertThat(rack.server.refusedTransfers()).isEqualTo(1);
        for (RawTftp each : machines) {
            each.close();
        }
    }

    /** A log that does not answer must not have every request pile up behind it. */
    @Test
    void looksAt512RequestsAtOnceAndCountsWhatItLeavesOut() throws IOException {
        rack.signals.stall(true);
        for (int i = 0; i < 512; i++) {
            machine.ask(RawTftp.request(2, "file" + i, "octet"));
            assertThat(machine.receive().number()).isEqualTo(TftpError.ACCESS_VIOLATION.code());
        }
        machine.read("snponly.efi", "tsize", "0");
        await().until(() -> rack.server.refusedTransfers() == 1);
        assertThat(machine.receiveWithin(200)).isEmpty();

        rack.signals.recover();
        await().until(() -> rack.signals.of(RequestRefused.class).size() == 512);
        await().until(() -> {
            machine.read("snponly.efi", "tsize", "0");
            return machine.receiveWithin(200)
                    .filter(answer -> answer.opcode() == 6)
                    .isPresent();
        });
    }

    @Test
    void tellsOfATransferThatTheServersEndCutOff() throws IOException {
        machine.read("snponly.efi", "blksize", "1000");
        machine.receive();
        machine.acknowledge(0);
        machine.receive();
        machine.acknowledge(1);
        machine.receive();
        rack.close();
        assertThat(rack.served()).singleElement().satisfies(told -> {
            assertThat(told.end()).isEqualTo(TransferEnd.BROKEN_OFF);
            assertThat(told.acknowledged()).isEqualTo(1000);
        });
    }
}
