/** What the APIs of this module have in common in their OpenAPI documents: answers by annotation, problems for everything else. */
@NullMarked
package io.rackledger.launcher.contract;

import org.jspecify.annotations.NullMarked;
