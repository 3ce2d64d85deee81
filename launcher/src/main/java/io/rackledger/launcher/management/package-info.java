/** BMCs of nodes as operators ask them over HTTP: paths {@code /api/v1/nodes/{id}/bmc/...}, answered by the processes of role bmc. */
@NullMarked
package io.rackledger.launcher.management;

import org.jspecify.annotations.NullMarked;
