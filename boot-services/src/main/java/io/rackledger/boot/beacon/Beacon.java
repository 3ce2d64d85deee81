package io.rackledger.boot.beacon;

import io.rackledger.boot.token.Token;
import io.rackledger.core.identity.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reserved name: {@code rackledger-beacon/MAC/STEP[/ERROR][/TOKEN]}. No file can have it, since names of files have no slash.
 *
 * @param step which step of a script failed
 * @param error the boot loader's number of the reason, empty where it told none
 * @param token what proves the attempt, as presented
 */
public record Beacon(MacAddress mac, String step, String error, Optional<String> token) {
    /** First segment of the name. */
    public static final String FOLDER = "rackledger-beacon";

    private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern ERROR = Pattern.compile("[0-9A-Za-z-]{0,18}");
    private static final int MOST = 4;

    /** Whether the name is reserved, be it well-formed or not. */
    public static boolean isReserved(String name) {
        return stripped(name).startsWith(FOLDER + "/");
    }

    /** What the name says; empty where it is not well-formed. */
    public static Optional<Beacon> parse(String name) {
        return isReserved(name)
                ? of(Arrays.asList(stripped(name).substring(FOLDER.length() + 1).split("/", MOST + 1)))
                : Optional.empty();
    }

    /** The same of the segments after the first. */
    public static Optional<Beacon> of(List<String> segments) {
        List<String> rest = new ArrayList<>(segments);
        if (rest.size() < 2 || rest.size() > MOST) {
            return Optional.empty();
        }
        // A token is known by its form: where the boot loader had no number, its segment may be missing.
        Optional<String> token = Token.fits(rest.getLast()) ? Optional.of(rest.removeLast()) : Optional.empty();
        String error = rest.size() > 2 ? rest.get(2) : "";
        boolean formed = (rest.size() == 2 || rest.size() == 3)
                && STEP.matcher(rest.get(1)).matches()
                && ERROR.matcher(error).matches();
        return formed ? mac(rest.getFirst()).map(mac -> new Beacon(mac, rest.get(1), error, token)) : Optional.empty();
    }

    private static Optional<MacAddress> mac(String text) {
        try {
            return Optional.of(MacAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String stripped(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
