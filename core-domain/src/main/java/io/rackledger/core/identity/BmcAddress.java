package io.rackledger.core.identity;

import java.net.URI;

/** Where a BMC answers: a URI such as {@code redfish+http://10.0.0.5:8000/redfish/v1/Systems/1} or {@code ipmi://10.0.0.5:623}. Never carries a user or a password. */
public record BmcAddress(String value) {
    private static final int LONGEST = 255;

    public BmcAddress {
        String remedy = "a URI such as redfish+https://10.0.0.5/redfish/v1/Systems/1 without user or password";
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "BMC address '" + Text.shorten(value) + "' is not a URI; use " + remedy, e);
        }
        Text.require(Text.isVisible(value, LONGEST), "BMC address", value, "at most 255 ASCII characters: " + remedy);
        boolean complete = uri.getScheme() != null && uri.getHost() != null && uri.getUserInfo() == null;
        Text.require(complete, "BMC address", value, remedy);
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
