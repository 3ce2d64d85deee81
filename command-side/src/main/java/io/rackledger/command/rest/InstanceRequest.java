package io.rackledger.command.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a deploy puts on the node.
 *
 * @param name name of the instance and host name of the machine
 * @param image URL or file name of the image to write
 * @param imageDigest sha256: and 64 hex digits
 * @param userData the text itself; the log keeps only its digest
 */
record InstanceRequest(
        String name,
        String image,
        @Nullable String imageDigest,
        @Nullable String userData) {
    @Override
    public String toString() {
        // The digest stands for the text: this form is hashed, and could be logged.
        return "InstanceRequest[" + name + ", " + image + ", " + imageDigest + ", " + UserData.digest(userData) + "]";
    }
}
