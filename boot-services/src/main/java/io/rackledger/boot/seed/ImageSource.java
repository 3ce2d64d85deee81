package io.rackledger.boot.seed;

/**
 * Where an image lies, and what it must be.
 *
 * @param url URL that is safe in a script
 * @param sha256 64 hex digits
 */
record ImageSource(String url, String sha256) {
    static final ImageSource NONE = new ImageSource("", "");
}
