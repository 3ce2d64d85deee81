package io.rackledger.query.document;

/**
 * A node's document with its version, for the ETag.
 *
 * @param document a {@link NodeDocument}
 */
public record NodeAnswer(long sequence, StoredJson document) {}
