package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.BootOverride.Times;
import io.rackledger.bmc.redfish.quirks.Quirks;
import io.rackledger.core.node.BootMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sets what the system boots from, and reads it back. */
final class RedfishBoot {
    private static final Logger LOG = LoggerFactory.getLogger(RedfishBoot.class);
    private static final int BAD_REQUEST = 400;
    private static final int PRECONDITION_FAILED = 412;
    private static final int PRECONDITION_REQUIRED = 428;
    private static final String ENABLED = "BootSourceOverrideEnabled";
    private static final String TARGET = "BootSourceOverrideTarget";
    private static final String MODE = "BootSourceOverrideMode";

    private final RedfishLink link;
    private final RedfishWays ways;

    RedfishBoot(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    /**
     * Fails as BOOT_LOST where another device is read back. That one boot alone is kept for all is not worth it, nor that another mode is
     * kept: a firmware that knows one way only boots by that.
     */
    void set(BootOverride asked, Instant until) throws BmcTrouble {
        String where = place(until);
        JsonNode before = boot(where, until);
        requireOffered(asked.target(), before);
        BootOverride wanted = isModeOffered(asked, before) ? asked : asked.inAnyMode();
        change(where, wanted, before, until);
        JsonNode told = boot(where, until);
        if (wanted.isInOtherMode(told.path(MODE).asString(""))) {
            // Some put the mode back to what they were made with where the device is changed: now it is another one,
            // and is named.
            change(where, wanted, told, until);
            told = boot(where, until);
        }
        verify(asked, told);
    }

    private JsonNode boot(String where, Instant until) throws BmcTrouble {
        return link.get(where, until).body().path("Boot");
    }

    /** Who tells no mode has none to choose; who lists none has all. */
    private static boolean isModeOffered(BootOverride asked, JsonNode boot) {
        List<String> offered = RedfishPower.strings(boot.path(MODE + "@Redfish.AllowableValues"));
        boolean listed = offered.isEmpty()
                || asked.mode()
                        .map(BootOverride::word)
                        .filter(offered::contains)
                        .isPresent();
        return listed && !boot.path(MODE).asString("").isEmpty();
    }

    BootSetting told(Instant until) throws BmcTrouble {
        JsonNode boot = link.get(place(until), until).body().path("Boot");
        String enabled = boot.path(ENABLED).asString("");
        String target = boot.path(TARGET).asString("None").toLowerCase(Locale.ROOT);
        if (enabled.isEmpty() || enabled.equals("Disabled") || target.equals("none")) {
            return new BootSetting("none", false, Optional.empty());
        }
        Optional<BootMode> mode = switch (boot.path(MODE).asString("")) {
            case "UEFI" -> Optional.of(BootMode.UEFI);
            case "Legacy" -> Optional.of(BootMode.BIOS);
            default -> Optional.empty();
        };
        return new BootSetting(target.equals("hdd") ? "disk" : target, enabled.equals(Times.CONTINUOUS.word()), mode);
    }

    /** A system may have a resource for settings to come; only some of them hold the boot device there. */
    private String place(Instant until) throws BmcTrouble {
        Optional<String> settings = RedfishRoot.link(
                ways.readSystem(until).body().path("@Redfish.Settings").path("SettingsObject"));
        boolean there = settings.isPresent()
                && link.get(settings.get(), until).body().path("Boot").has(TARGET);
        return there ? settings.orElseThrow() : ways.system(until);
    }

    private void requireOffered(String target, JsonNode boot) throws BmcTrouble {
        List<String> offered = RedfishPower.strings(boot.path(TARGET + "@Redfish.AllowableValues"));
        if (!offered.isEmpty() && !offered.contains(target)) {
            throw link.errors()
                    .trouble(
                            FailureKind.UNSUPPORTED,
                            "does not offer boot device " + target + "; it offers " + String.join(", ", offered));
        }
    }

    /** Some hold a device for the next boot alone: it is set again before each boot that we make. Some let nobody name the mode. */
    private void change(String where, BootOverride wanted, JsonNode before, Instant until) throws BmcTrouble {
        List<BootOverride> forms = Stream.of(
                        wanted,
                        wanted.once(),
                        wanted.inAnyMode(),
                        wanted.inAnyMode().once())
                .distinct()
                .toList();
        for (BootOverride form : forms) {
            try {
                patch(where, body(form, before, until), until);
                return;
            } catch (BmcTrouble trouble) {
                boolean isForm = trouble.status() == BAD_REQUEST && trouble.kind() != FailureKind.BUSY;
                if (!isForm || form.equals(forms.getLast())) {
                    throw trouble;
                }
            }
        }
    }

    private String body(BootOverride form, JsonNode before, Instant until) throws BmcTrouble {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode boot =
                body.putObject("Boot").put(ENABLED, form.times().word()).put(TARGET, form.target());
        mode(form, before, link.quirks(until)).ifPresent(mode -> boot.put(MODE, mode));
        return body.toString();
    }

    /** Named where it is to be another one, or where the BMC would forget it otherwise. */
    private static Optional<String> mode(BootOverride wanted, JsonNode before, Quirks quirks) {
        String present = before.path(MODE).asString("");
        Optional<String> asked = wanted.mode().map(BootOverride::word);
        boolean repeated = quirks.fullBoot() && !present.isEmpty();
        return asked.filter(mode -> repeated || !mode.equals(present))
                .or(() -> repeated ? Optional.of(present) : Optional.empty());
    }

    /** Someone else may change the system between our read and our write: then it is read anew and tried once more. */
    private void patch(String where, String json, Instant until) throws BmcTrouble {
        RedfishRequest request = RedfishRequest.patch(where, json);
        Optional<String> version = version(where, until);
        RedfishAnswer answer = link.ask(matching(request, version), until);
        if (answer.status() == PRECONDITION_FAILED) {
            // A weak version matches nothing by RFC 9110, and some BMCs keep to that.
            Optional<String> anew = version(where, until).map(told -> told.startsWith("W/") ? told.substring(2) : told);
            answer = link.ask(matching(request, anew), until);
        } else if (answer.status() == PRECONDITION_REQUIRED && version.isEmpty()) {
            answer = link.ask(matching(request, Optional.of("*")), until);
        }
        if (!answer.isGood()) {
            throw link.errors().trouble(request, answer, link.quirks(until));
        }
    }

    private static RedfishRequest matching(RedfishRequest request, Optional<String> version) {
        return version.map(told -> request.with("If-Match", told)).orElse(request);
    }

    private Optional<String> version(String where, Instant until) throws BmcTrouble {
        List<String> endings = link.quirks(until).etagEndings();
        return link.get(where, until).etag().map(told -> {
            String plain = told;
            for (String ending : endings) {
                plain = plain.replace(ending + "\"", "\"");
            }
            return plain;
        });
    }

    private void verify(BootOverride asked, JsonNode told) throws BmcTrouble {
        String target = told.path(TARGET).asString("");
        String mode = told.path(MODE).asString("");
        String times = told.path(ENABLED).asString("not at all");
        if (!target.equals(asked.target()) || times.equals("Disabled")) {
            throw link.errors()
                    .trouble(
                            FailureKind.BOOT_LOST,
                            "took boot device " + asked.target() + ", but reads back '" + target + "'"
                                    + (mode.isEmpty() ? "" : " by " + mode) + ", " + times);
        }
        if (!times.equals(asked.times().word()) || asked.isInOtherMode(mode)) {
            LOG.info(
                    "BMC {} was told to boot {} from {}{} and keeps: {}{}",
                    link.authority(),
                    asked.times().word(),
                    target,
                    asked.mode()
                            .map(wanted -> " by " + BootOverride.word(wanted))
                            .orElse(""),
                    times,
                    mode.isEmpty() ? "" : " by " + mode);
        }
    }
}
