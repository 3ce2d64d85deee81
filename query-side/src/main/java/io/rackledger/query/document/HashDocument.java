package io.rackledger.query.document;

import java.util.List;

/**
 * A digest of all rows, for comparing two databases that stand at the same places of the same log.
 *
 * @param hash of all tables together
 * @param nodeEvents place up to which the rows are made
 */
public record HashDocument(String hash, String nodeEvents, String signals, List<OfTable> tables) {
    /** One table; the hash does not depend on the order of its rows. */
    public record OfTable(String table, long rows, String hash) {}
}
