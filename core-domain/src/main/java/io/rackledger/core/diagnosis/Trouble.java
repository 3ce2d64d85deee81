package io.rackledger.core.diagnosis;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.SignalId;

/**
 * Something that a machine told, after which its boot cannot end well.
 *
 * @param words what was told, completing a sentence
 * @param missing the link that will not come, in words
 */
record Trouble(FailureCode code, String words, String missing, SignalId evidence) {}
