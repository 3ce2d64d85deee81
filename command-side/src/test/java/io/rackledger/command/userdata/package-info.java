/** Tests of the judgement on user data. */
@NullMarked
package io.rackledger.command.userdata;

import org.jspecify.annotations.NullMarked;
