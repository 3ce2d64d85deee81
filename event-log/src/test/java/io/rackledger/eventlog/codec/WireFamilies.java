package io.rackledger.eventlog.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All families of types that are on the wire. */
public final class WireFamilies {
    private static final WireDocs DOCS = new WireDocs();
    private static final Pattern FILE = Pattern.compile("(.+)[.]v([0-9]+)[.]json");
    private static final List<WireFamily<?>> ALL =
            List.of(NodeEventTypes.FAMILY, SignalTypes.FAMILY, ClaimTypes.FAMILY, BootPlanCodec.FAMILY);

    private WireFamilies() {}

    /** Present versions of all types. */
    static List<WireType<?>> types() {
        List<WireType<?>> types = new ArrayList<>();
        ALL.forEach(family -> types.addAll(family.types()));
        return types;
    }

    /** Names, with versions, of all types that start so. */
    public static List<String> namesOf(String prefix) {
        return types().stream()
                .map(WireType::wireName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** What the source says of a type. */
    public static String title(String wireName) {
        return types().stream()
                .filter(type -> type.wireName().equals(wireName))
                .map(type -> DOCS.of(type.javaType()))
                .findFirst()
                .orElse("");
    }

    /** Whether a schema's file name is that of a type that stands at a later version now. */
    static boolean isOlderVersion(String file) {
        Matcher matcher = FILE.matcher(file);
        return matcher.matches()
                && types().stream()
                        .anyMatch(type -> type.unversioned().equals(matcher.group(1))
                                && type.version() > Integer.parseInt(matcher.group(2)));
    }
}
