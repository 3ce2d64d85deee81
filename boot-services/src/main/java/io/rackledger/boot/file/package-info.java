/** Files that machines fetch: one directory, scanned into a map of names, each version with its digest. */
@NullMarked
package io.rackledger.boot.file;

import org.jspecify.annotations.NullMarked;
