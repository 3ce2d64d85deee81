/** What an operator can set of the command side: durations and sizes, with the values that suit real machines. */
@NullMarked
package io.rackledger.command.settings;

import org.jspecify.annotations.NullMarked;
