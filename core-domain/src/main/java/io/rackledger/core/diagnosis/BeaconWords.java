package io.rackledger.core.diagnosis;

import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import java.util.Locale;

/** A boot loader's word about a failed step as part of a sentence. */
final class BeaconWords {
    private BeaconWords() {}

    static String of(BeaconReceived told) {
        String way = told.path() == BeaconPath.TFTP ? " by TFTP, since HTTP did not get through," : "";
        String who = told.proven() ? "the boot loader told" : "a boot loader under the machine's address told";
        String reason = told.error().isEmpty() ? "" : ", error " + told.error() + reason(told.error());
        return who + way + " that '" + told.step() + "' failed" + reason;
    }

    /** The first two digits of an iPXE error are the kind; the rest names the line of its source. https://ipxe.org/err */
    private static String reason(String error) {
        String told = error.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        String digits = told.length() == 7 ? "0" + told : told;
        String kind = digits.substring(0, Math.min(2, digits.length()));
        String words = switch (kind) {
            case "02" -> "permission denied, ";
            case "0f" -> "connection reset, ";
            case "1d" -> "input/output error, ";
            case "28" -> "network unreachable, ";
            case "2d" -> "no such file, ";
            case "2e" -> "not an executable, ";
            case "4c" -> "timed out, ";
            default -> "";
        };
        return digits.matches("[0-9a-f]{8}") ? " (" + words + "https://ipxe.org/" + digits + ")" : "";
    }
}
