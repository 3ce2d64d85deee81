package io.rackledger.core.node;

/**
 * A refusal with what the caller needs to go on.
 *
 * @param detail what is wrong, with the values concerned
 * @param field the field at fault, or empty
 * @param remedy what would be accepted
 */
public record Refusal(RefusalCode code, String detail, String field, String remedy) {}
