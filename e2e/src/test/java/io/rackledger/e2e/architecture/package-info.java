/** The architecture as tests: who may depend on whom, what is pure, how sources are shaped. */
@NullMarked
package io.rackledger.e2e.architecture;

import org.jspecify.annotations.NullMarked;
