/** The command REST API under /api/v1: requests into commands, outcomes into answers, and every error into an RFC 9457 problem. */
@NullMarked
package io.rackledger.command.rest;

import org.jspecify.annotations.NullMarked;
