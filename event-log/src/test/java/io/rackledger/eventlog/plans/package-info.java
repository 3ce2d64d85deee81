@NullMarked
package io.rackledger.eventlog.plans;

import org.jspecify.annotations.NullMarked;
