/** Judges a tenant's user data before a machine does: first line, and YAML where it says so, with line and column. */
@NullMarked
package io.rackledger.command.userdata;

import org.jspecify.annotations.NullMarked;
