/** Boot scripts: what a machine's iPXE is told to do, put together from typed parts that cannot carry a command. */
@NullMarked
package io.rackledger.boot.script;

import org.jspecify.annotations.NullMarked;
