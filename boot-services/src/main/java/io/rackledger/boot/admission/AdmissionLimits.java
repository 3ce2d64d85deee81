package io.rackledger.boot.admission;

import java.time.Duration;

/**
 * How many machines are served at once.
 *
 * @param downloads files of more than {@code small} bytes that are sent at once
 * @param downloadsOfRack of them, to one rack
 * @param rackPrefix bits of an IPv4 address that the machines of one rack share; of an IPv6 address they are 64
 * @param queue downloads that wait for their turn
 * @param patience how long one waits before its machine is told to come back
 * @param comeBack after how long it should; each machine is told up to as much again, so that they do not come together
 * @param small files up to so many bytes need no turn: loaders, which firmware asks for that does not come back
 * @param scripts boot scripts of one machine
 */
public record AdmissionLimits(
        int downloads,
        int downloadsOfRack,
        int rackPrefix,
        int queue,
        Duration patience,
        Duration comeBack,
        long small,
        Bucket scripts) {
    public static final AdmissionLimits DEFAULT = new AdmissionLimits(
            256, 64, 24, 2048, Duration.ofSeconds(3), Duration.ofSeconds(5), 2 << 20, new Bucket(20, 0.2));

    public AdmissionLimits {
        positive("downloads at once", downloads);
        positive("downloads of a rack", downloadsOfRack);
        if (rackPrefix < 1 || rackPrefix > 32) {
            throw new IllegalArgumentException("rack prefix " + rackPrefix + " must be from 1 to 32, such as 24");
        }
    }

    private static void positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + " must be 1 or more");
        }
    }

    public AdmissionLimits withDownloads(int overall, int ofRack, int prefix) {
        return new AdmissionLimits(overall, ofRack, prefix, queue, patience, comeBack, small, scripts);
    }

    public AdmissionLimits withWaiting(int most, Duration time, Duration back) {
        return new AdmissionLimits(downloads, downloadsOfRack, rackPrefix, most, time, back, small, scripts);
    }

    public AdmissionLimits withSmall(long bytes) {
        return new AdmissionLimits(downloads, downloadsOfRack, rackPrefix, queue, patience, comeBack, bytes, scripts);
    }
}
