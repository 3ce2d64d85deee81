package io.rackledger.core.node;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user asked to run on a node. The user data itself lies in the documents store under its digest, never in an event.
 *
 * @param name name of the instance and host name of the machine
 * @param image URL or file name of the image to write
 * @param imageDigest digest of the image where given
 * @param userData digest of the user data where given
 */
public record InstanceInfo(
        String name, String image, Optional<Digest> imageDigest, Optional<Digest> userData, int userDataBytes) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[\\x21-\\x7e]{1,2048}");

    public InstanceInfo {
        Text.require(NAME.matcher(name).matches(), "instance name", name, "1 to 63 of a-z, 0-9 and '-'");
        Text.require(
                IMAGE.matcher(image).matches(),
                "image",
                image,
                "a URL or file name of at most 2048 ASCII characters without spaces");
        Text.require(userDataBytes >= 0, "user data size", "" + userDataBytes, "0 or more bytes");
    }
}
