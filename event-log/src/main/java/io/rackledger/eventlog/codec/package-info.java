/** The wire form: CloudEvents with JSON data, explicit type names and versions, and upcasters for old versions. */
@NullMarked
package io.rackledger.eventlog.codec;

import org.jspecify.annotations.NullMarked;
