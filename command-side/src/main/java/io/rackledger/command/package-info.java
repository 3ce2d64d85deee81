/** Deciding: takes commands, folds the log, appends the outcome, and asks for what must come next. */
@NullMarked
package io.rackledger.command;

import org.jspecify.annotations.NullMarked;
