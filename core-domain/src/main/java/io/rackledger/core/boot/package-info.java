/** The boot chain: its links, the breadcrumbs that show them, and the steps that a machine runs. */
@NullMarked
package io.rackledger.core.boot;

import org.jspecify.annotations.NullMarked;
