/** From breadcrumbs to a verdict: the boot chain of an attempt, its first missing link, and the sentence that says so. */
@NullMarked
package io.rackledger.core.diagnosis;

import org.jspecify.annotations.NullMarked;
