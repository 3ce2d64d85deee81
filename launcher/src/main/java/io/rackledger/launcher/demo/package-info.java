/** The command demo: the whole engine with a simulated rack, driven over the REST API as an operator would. */
@NullMarked
package io.rackledger.launcher.demo;

import org.jspecify.annotations.NullMarked;
