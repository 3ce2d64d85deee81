/** Listens for what BMCs tell by themselves, by HTTP. */
@NullMarked
package io.rackledger.launcher.event;

import org.jspecify.annotations.NullMarked;
