package io.rackledger.bmc.driver;

import io.rackledger.core.identity.Text;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A BMC's virtual CD drive.
 *
 * @param image address or name of what is in it, as the BMC tells it; empty where nothing is
 */
public record VirtualMedia(Optional<String> image) {
    private static final int LONGEST = 1_024;
    /** What Redfish knows as TransferProtocolType, of what a BMC fetches by itself. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "nfs", "cifs");

    /**
     * Reads the address of an image. It never carries a user or a password: it stands in the log, and the BMC shows it to everybody.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static URI imageAt(String text) {
        String remedy =
                "a URL that the BMC itself can reach, such as http://10.0.0.2/rescue.iso, without user or password";
        String shown = text.replaceFirst("//[^/]*@", "//...@");
        Text.require(Text.isVisible(text, LONGEST), "image", shown, "at most 1024 ASCII characters: " + remedy);
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("image '" + Text.shorten(shown) + "' is not a URL; use " + remedy, e);
        }
        boolean complete = uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme())
                && uri.getHost() != null
                && uri.getUserInfo() == null;
        Text.require(complete, "image", shown, remedy);
        return uri;
    }

    /** An image as it may be shown and recorded: a query may hold a key. */
    public static String words(URI image) {
        return words(image.toString());
    }

    private static String words(String image) {
        int query = image.indexOf('?');
        return Text.printable(query < 0 ? image : image.substring(0, query) + "?...");
    }

    /** What is in it, as it may be shown. */
    public Optional<String> shown() {
        return image.map(VirtualMedia::words);
    }
}
