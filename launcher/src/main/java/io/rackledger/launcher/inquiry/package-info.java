/** Boot services as operators ask them over HTTP: paths under {@code /api/v1/boot}, answered on the API's listener or, where there is none, on that of the probes. */
@NullMarked
package io.rackledger.launcher.inquiry;

import org.jspecify.annotations.NullMarked;
