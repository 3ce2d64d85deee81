/** Tokens: the unguessable names under which one attempt's machine is served and reports. */
@NullMarked
package io.rackledger.boot.token;

import org.jspecify.annotations.NullMarked;
