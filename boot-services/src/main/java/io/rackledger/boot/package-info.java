/** Booting: serves machines their boot script, files, seed and steps, and writes down what they did as signals. */
@NullMarked
package io.rackledger.boot;

import org.jspecify.annotations.NullMarked;
