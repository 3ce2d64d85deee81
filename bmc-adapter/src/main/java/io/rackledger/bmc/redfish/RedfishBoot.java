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

    /** Fails as BOOT_LOST where another device or mode is read back; that one boot alone is kept for all is not worth it. */
    void set(BootOverride asked, Instant until) throws BmcTrouble {
        String where = place(until);
        JsonNode before = link.get(where, until).body().path("Boot");
        requireOffered(asked.target(), before);
        // Who tells no mode has none to choose.
        BootOverride wanted = before.path(MODE).asString("").isEmpty() ? asked.inAnyMode() : asked;
        try {
            change(where, wanted, before, until);
        } catch (BmcTrouble trouble) {
            if (wanted.times() == Times.ONCE || trouble.status() != BAD_REQUEST) {
                throw trouble;
            }
            // Some hold a device for the next boot alone; it is set again before each boot that we make.
            change(where, wanted.once(), before, until);
        }
        verify(wanted, link.get(where, until).body().path("Boot"));
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

    private void change(String where, BootOverride wanted, JsonNode before, Instant until) throws BmcTrouble {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode boot =
                body.putObject("Boot").put(ENABLED, wanted.times().word()).put(TARGET, wanted.target());
        mode(wanted, before, link.quirks(until)).ifPresent(mode -> boot.put(MODE, mode));
        patch(where, body.toString(), until);
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

    private void verify(BootOverride wanted, JsonNode told) throws BmcTrouble {
        String target = told.path(TARGET).asString("");
        String mode = told.path(MODE).asString("");
        boolean lost = !target.equals(wanted.target())
                || told.path(ENABLED).asString("").equals("Disabled");
        if (lost
                || wanted.mode()
                        .filter(asked -> !BootOverride.word(asked).equals(mode))
                        .isPresent()) {
            throw link.errors()
                    .trouble(
                            FailureKind.BOOT_LOST,
                            "took boot device " + wanted.target()
                                    + wanted.mode()
                                            .map(asked -> " by " + BootOverride.word(asked))
                                            .orElse("") + ", but reads back '"
                                    + target + "'" + (mode.isEmpty() ? "" : " by " + mode) + ", "
                                    + told.path(ENABLED).asString("not at all"));
        }
        if (!told.path(ENABLED).asString("").equals(wanted.times().word())) {
            LOG.info(
                    "BMC {} keeps boot device {} as {} instead of {}",
                    link.authority(),
                    target,
                    told.path(ENABLED).asString(""),
                    wanted.times().word());
        }
    }
}
