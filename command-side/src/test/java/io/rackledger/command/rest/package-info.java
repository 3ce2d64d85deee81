/** Tests of the command REST API over real HTTP. */
@NullMarked
package io.rackledger.command.rest;

import org.jspecify.annotations.NullMarked;
