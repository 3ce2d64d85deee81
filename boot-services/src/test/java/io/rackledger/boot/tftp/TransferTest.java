package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.tftp.Transfer.Step;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which block goes when. */
final class TransferTest {
    @Test
    void sendsTheNextBlockForEachAcknowledgementAndEndsWithAShortOne() {
        Transfer transfer = plain(1000);

        assertThat(transfer.again()).isEqualTo(new Step.SendBlocks(1, 1));
        assertThat(transfer.acknowledged(1)).isEqualTo(new Step.SendBlocks(2, 2));
        assertThat(transfer.length(2)).isEqualTo(488);
        assertThat(transfer.acknowledged(2)).isEqualTo(new Step.Done());
        assertThat(transfer.confirmedBytes()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "511, 1, 511", "512, 2, 0", "1024, 3, 0"})
    void endsWithAnEmptyBlockWhereTheLastOneIsFull(long size, int blocks, int lastLength) {
        Transfer transfer = plain(size);
        transfer.again();
        for (int block = 1; block < blocks; block++) {
            assertThat(transfer.acknowledged(block)).isEqualTo(new Step.SendBlocks(block + 1, block + 1));
        }
        assertThat(transfer.length(blocks)).isEqualTo(lastLength);
        assertThat(transfer.acknowledged(blocks)).isEqualTo(new Step.Done());
    }

    @Test
    void goesOnWithBlockNumberZeroAfter65535() {
        Transfer transfer = windowed(8L * 200_000, 8, 1);
        assertThat(transfer.acknowledged(0)).isEqualTo(new Step.SendBlocks(1, 1));
        for (long block = 1; block <= 200_000; block++) {
            assertThat(transfer.acknowledged((int) (block & 0xffff)))
                    .isEqualTo(new Step.SendBlocks(block + 1, block + 1));
        }
        assertThat(transfer.acknowledged(200_001 & 0xffff)).isEqualTo(new Step.Done());
    }

    @Test
    void doesNotSendTwiceForAnAcknowledgementThatCameTwice() {
        Transfer transfer = plain(5000);
        transfer.again();
        transfer.acknowledged(1);

        assertThat(transfer.acknowledged(1)).isEqualTo(new Step.Wait());
        assertThat(transfer.acknowledged(0)).isEqualTo(new Step.Wait());
        assertThat(transfer.acknowledged(7)).isEqualTo(new Step.Wait());
        assertThat(transfer.again()).isEqualTo(new Step.SendBlocks(2, 2));
    }

    @Test
    void sendsAWindowAndGoesOnBehindTheLastBlockThatCameInOrder() {
        Transfer transfer = windowed(100_000, 1000, 4);
        assertThat(transfer.acknowledged(0)).isEqualTo(new Step.SendBlocks(1, 4));
        assertThat(transfer.acknowledged(4)).isEqualTo(new Step.SendBlocks(5, 8));
        assertThat(transfer.acknowledged(6)).isEqualTo(new Step.SendBlocks(7, 10));
        assertThat(transfer.acknowledged(6)).isEqualTo(new Step.SendBlocks(7, 10));
        assertThat(transfer.acknowledged(6))
                .as("a machine tells of one gap several times")
                .isEqualTo(new Step.Wait());
        assertThat(transfer.again()).isEqualTo(new Step.SendBlocks(7, 10));
        assertThat(transfer.acknowledged(10)).isEqualTo(new Step.SendBlocks(11, 14));
        assertThat(transfer.confirmedBytes()).isEqualTo(10_000);
    }

    @Test
    void sendsTheOptionsUntilTheyAreTaken() {
        Transfer transfer = windowed(10, 512, 1);

        assertThat(transfer.again()).isEqualTo(new Step.SendOptions());
        assertThat(transfer.acknowledged(1)).isEqualTo(new Step.Wait());
        assertThat(transfer.optionsOpen()).isTrue();
        assertThat(transfer.acknowledged(0)).isEqualTo(new Step.SendBlocks(1, 1));
        assertThat(transfer.optionsOpen()).isFalse();
    }

    private static Transfer plain(long size) {
        return new Transfer(size, new TransferOptions(512, 1, Optional.empty(), Map.of()));
    }

    private static Transfer windowed(long size, int blockSize, int window) {
        return new Transfer(
                size, new TransferOptions(blockSize, window, Optional.empty(), Map.of("tsize", Long.toString(size))));
    }
}
