package io.rackledger.core.diagnosis;

import io.rackledger.core.failure.FailureCode;

/**
 * Why a chain ended where it did.
 *
 * @param words completes "after the last good link, ..."
 * @param missing the first link that did not come, in words
 */
record Cause(FailureCode code, String words, String missing) {}
