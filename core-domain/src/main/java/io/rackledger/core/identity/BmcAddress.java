package io.rackledger.core.identity;

import java.net.URI;
import java.util.regex.Pattern;

/** Where a BMC answers: a URI such as {@code redfish+http://10.0.0.5:8000/redfish/v1/Systems/1} or {@code ipmi://10.0.0.5:623}. Never carries a user or a password. */
public record BmcAddress(String value) {
    private static final int LONGEST = 255;
    private static final Pattern SECRET = Pattern.compile("//[^/]*@");

    public BmcAddress {
        // Who wrote a password into it must not find it again in answers, logs and signals of refused requests.
        String shown = SECRET.matcher(value).replaceAll("//...@");
        String remedy = "a URI such as redfish+https://10.0.0.5/redfish/v1/Systems/1 without user or password";
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("BMC address '" + Text.shorten(shown) + "' is not a URI; use " + remedy);
        }
        Text.require(Text.isVisible(value, LONGEST), "BMC address", shown, "at most 255 ASCII characters: " + remedy);
        boolean complete = uri.getScheme() != null && uri.getHost() != null && uri.getUserInfo() == null;
        Text.require(complete, "BMC address", shown, remedy);
    }

    public URI uri() {
        return URI.create(value);
    }

    /** Host and port as one string, for messages and for the claim of this BMC. */
    public String authority() {
        return uri().getAuthority();
    }

    @Override
    public String toString() {
        return value;
    }
}
