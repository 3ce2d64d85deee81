package io.rackledger.core.boot;

import io.rackledger.core.identity.Text;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * How one node starts from its disk, as its property {@code local_boot} says.
 *
 * @param path file to start for {@link LocalBootMethod#EFI_PATH}, such as {@code /EFI/debian/shimx64.efi}; else empty
 */
public record LocalBoot(LocalBootMethod method, String path) {
    /** Name of the property. */
    public static final String PROPERTY = "local_boot";

    /** What the property may say, for messages. */
    public static final String WANTED = "exit, sanboot, not-found, or efi:/EFI/debian/shimx64.efi";

    private static final String EFI = "efi:";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]{0,63}){1,8}");

    public LocalBoot {
        boolean fits = method == LocalBootMethod.EFI_PATH ? PATH.matcher(path).matches() : path.isEmpty();
        Text.require(fits, "path of local boot", path, "a path such as /EFI/debian/shimx64.efi");
    }

    /** What a node's properties ask for; empty where they ask for nothing, or for what is not known. */
    public static Optional<LocalBoot> of(SortedMap<String, String> properties) {
        return Optional.ofNullable(properties.get(PROPERTY)).flatMap(LocalBoot::parse);
    }

    /** Empty where the text is none of {@link #WANTED}. */
    public static Optional<LocalBoot> parse(String text) {
        return switch (text) {
            case "exit" -> Optional.of(new LocalBoot(LocalBootMethod.EXIT, ""));
            case "sanboot" -> Optional.of(new LocalBoot(LocalBootMethod.SANBOOT, ""));
            case "not-found" -> Optional.of(new LocalBoot(LocalBootMethod.NOT_FOUND, ""));
            default -> efi(text);
        };
    }

    private static Optional<LocalBoot> efi(String text) {
        return text.startsWith(EFI)
                        && PATH.matcher(text.substring(EFI.length())).matches()
                ? Optional.of(new LocalBoot(LocalBootMethod.EFI_PATH, text.substring(EFI.length())))
                : Optional.empty();
    }
}
