package io.rackledger.command.userdata;

import io.rackledger.core.identity.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Tells whether cloud-init can read some user data. cloud-init itself skips a cloud-config with a YAML error in silence, and
 * ignores what it does not know by its first line; so both are refused before a machine is asked to run them.
 */
public final class UserDataCheck {
    private static final String CLOUD_CONFIG = "#cloud-config";
    private static final String ARCHIVE = "#cloud-config-archive";
    private static final List<String> OTHER_STARTS =
            List.of("#!", "#include", "#cloud-boothook", "#part-handler", "#cloud-config-jsonp", "## template: jinja");
    private static final String STARTS =
            "start with #cloud-config, #!, #include, #cloud-boothook, #part-handler, ## template: jinja, or a MIME header";
    private static final int MOST_ALIASES = 50;

    private UserDataCheck() {}

    /** The first fault, or empty where cloud-init can read it. Empty text is no user data and fine. */
    public static Optional<UserDataFault> check(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String first = text.lines().findFirst().orElse("").stripTrailing();
        if (first.equals(CLOUD_CONFIG) || first.startsWith(CLOUD_CONFIG + " ")) {
            return yaml(text, Map.class, "a mapping of cloud-config keys", 0);
        }
        if (first.equals(ARCHIVE)) {
            return yaml(text, List.class, "a list of parts", 0);
        }
        if (MimeParts.isMime(text)) {
            return MimeParts.check(text);
        }
        return OTHER_STARTS.stream().anyMatch(first::startsWith)
                ? Optional.empty()
                : Optional.of(new UserDataFault(
                        1, 1, "the first line '" + Text.shorten(first) + "' tells cloud-init nothing", STARTS));
    }

    /** Parses text as YAML of a root type; {@code above} is the number of lines before it in the whole user data. */
    static Optional<UserDataFault> yaml(String text, Class<?> root, String wanted, int above) {
        try {
            Object parsed = new Load(settings()).loadFromString(text);
            return parsed == null || root.isInstance(parsed)
                    ? Optional.empty()
                    : Optional.of(new UserDataFault(
                            above + 1, 1, "the YAML is " + kind(parsed) + ", not " + wanted, "make it " + wanted));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            return Optional.of(new UserDataFault(
                    above + line, column, context + e.getProblem(), "correct the YAML at this place"));
        } catch (YamlEngineException e) {
            return Optional.of(new UserDataFault(above + 1, 1, String.valueOf(e.getMessage()), "correct the YAML"));
        }
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .setLabel("user data")
                .build();
    }

    private static String kind(Object parsed) {
        return switch (parsed) {
            case Map<?, ?> _ -> "a mapping";
            case List<?> _ -> "a list";
            default -> "a single value";
        };
    }
}
