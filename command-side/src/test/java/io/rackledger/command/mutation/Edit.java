package io.rackledger.command.mutation;

/**
 * A change of one place in a source file.
 *
 * @param file path from the repository's root
 * @param old what stands there, once in the file
 * @param now what the mutant has instead
 */
record Edit(String file, String old, String now) {
    /** The changed source; fails where the place is not there, or more than once. */
    String applyTo(String source) {
        int first = source.indexOf(old);
        if (first < 0 || source.indexOf(old, first + 1) >= 0) {
            throw new AssertionError((first < 0 ? "no longer in " : "more than once in ") + file + ": " + old
                    + "\nthe program has changed: bring the mutant up to date");
        }
        return source.substring(0, first) + now + source.substring(first + old.length());
    }
}
