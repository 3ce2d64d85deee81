package io.rackledger.boot.admission;

/**
 * How much is let in.
 *
 * @param burst so many at once
 * @param perSecond so many on the long run
 */
public record Bucket(int burst, double perSecond) {
    public Bucket {
        if (burst < 1 || perSecond <= 0) {
            throw new IllegalArgumentException(
                    "burst " + burst + " and rate " + perSecond + " must let something in: at least 1, more than 0");
        }
    }
}
