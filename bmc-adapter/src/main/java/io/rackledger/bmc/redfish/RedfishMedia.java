package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.redfish.quirks.Quirks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The virtual CD drive (DSP0268, VirtualMedia): ejects, looks, inserts, and reads back. */
final class RedfishMedia {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int MOST_LOOKS = 20;
    private static final int MOST_INSERTS = 4;
    private static final Set<Integer> OTHER_FORM = Set.of(400, 415);
    private static final String INSERT = "#VirtualMedia.InsertMedia";
    private static final String EJECT = "#VirtualMedia.EjectMedia";

    private final RedfishLink link;
    private final RedfishWays ways;
    private @Nullable String drive;

    RedfishMedia(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    VirtualMedia told(Instant until) throws BmcTrouble {
        JsonNode drive = read(until);
        return new VirtualMedia(
                isInserted(drive) ? Optional.of(drive.path("Image").asString("")) : Optional.empty());
    }

    void insert(URI image, Instant until) throws BmcTrouble {
        JsonNode before = read(until);
        if (holds(before, image)) {
            return;
        }
        if (isInserted(before)) {
            eject(until);
        }
        for (int tried = 1; ; tried++) {
            try {
                insertOnce(image, until);
                break;
            } catch (BmcTrouble trouble) {
                // Right after an eject many BMCs are not ready for another image, and say 500.
                boolean busy = trouble.kind() == FailureKind.BUSY || trouble.kind() == FailureKind.WRONG_STATE;
                if (!busy || tried == MOST_INSERTS || !isTime(until)) {
                    throw busy
                            ? media("does not take image " + VirtualMedia.words(image) + ": " + trouble.detail())
                            : trouble;
                }
                link.pause(BETWEEN_LOOKS.multipliedBy(tried), RedfishRequest.get(drive(until)));
            }
        }
        if (!becomes(true, until) || !holds(read(until), image)) {
            throw media("took image " + VirtualMedia.words(image) + ", and tells that its drive holds "
                    + told(until).shown().orElse("nothing"));
        }
    }

    void eject(Instant until) throws BmcTrouble {
        JsonNode present = read(until);
        if (!isInserted(present)) {
            return;
        }
        String path = drive(until);
        String target = present.path("Actions").path(EJECT).path("target").asString("");
        if (target.isEmpty()) {
            RedfishRequest request = RedfishRequest.patch(path, "{\"Image\":null,\"Inserted\":false}");
            requireGood(request, link.ask(request, until), until);
        } else {
            String body = ways.quirks(until).ejectBody();
            RedfishRequest request = RedfishRequest.post(target, body);
            RedfishAnswer answer = link.ask(request, until);
            if (OTHER_FORM.contains(answer.status())) {
                answer = link.ask(RedfishRequest.post(target, body.isEmpty() ? "{}" : ""), until);
            }
            requireGood(request, answer, until);
        }
        if (!becomes(false, until)) {
            throw media("ejected its virtual media, and tells that it is still there; eject it on the BMC's own page");
        }
    }

    /** First as the family wants it; a BMC that takes another form says 400. Where there is no action, the drive itself is changed. */
    private void insertOnce(URI image, Instant until) throws BmcTrouble {
        String path = drive(until);
        String target = link.get(path, until)
                .body()
                .path("Actions")
                .path(INSERT)
                .path("target")
                .asString("");
        if (target.isEmpty()) {
            RedfishRequest request = RedfishRequest.patch(path, body(image, List.of("Inserted", "WriteProtected")));
            requireGood(request, link.ask(request, until), until);
            return;
        }
        List<List<String>> forms = new ArrayList<>(List.of(ways.quirks(until).insertFields()));
        List.of(
                        List.<String>of(),
                        List.of("TransferProtocolType"),
                        List.of("Inserted", "WriteProtected", "TransferProtocolType", "TransferMethod"))
                .stream()
                .filter(form -> !forms.contains(form))
                .forEach(forms::add);
        RedfishRequest request = RedfishRequest.post(target, body(image, forms.getFirst()));
        RedfishAnswer answer = link.ask(request, until);
        for (List<String> form : forms.subList(1, forms.size())) {
            if (answer.status() == 400) {
                answer = link.ask(RedfishRequest.post(target, body(image, form)), until);
            }
        }
        requireGood(request, answer, until);
    }

    /** The address of an image may hold a key, which a BMC may repeat. */
    private void requireGood(RedfishRequest request, RedfishAnswer answer, Instant until) throws BmcTrouble {
        if (!answer.isGood()) {
            throw link.errors().troubleWithoutWords(request, answer, link.quirks(until));
        }
    }

    private static String body(URI image, List<String> fields) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("Image", image.toString());
        for (String field : fields) {
            switch (field) {
                case "Inserted", "WriteProtected" -> body.put(field, true);
                case "TransferProtocolType" ->
                    body.put(field, String.valueOf(image.getScheme()).toUpperCase(Locale.ROOT));
                case "TransferMethod" -> body.put(field, "Stream");
                default -> throw new IllegalArgumentException("insertFields of a quirk file has " + field);
            }
        }
        return body.toString();
    }

    private boolean becomes(boolean inserted, Instant until) throws BmcTrouble {
        for (int looks = 0; looks < MOST_LOOKS && isTime(until); looks++) {
            if (isInserted(read(until)) == inserted) {
                return true;
            }
            link.pause(BETWEEN_LOOKS, RedfishRequest.get(drive(until)));
        }
        return false;
    }

    private boolean isTime(Instant until) {
        return link.clock().instant().plus(BETWEEN_LOOKS).isBefore(until);
    }

    private JsonNode read(Instant until) throws BmcTrouble {
        return link.get(drive(until), until).body();
    }

    private static boolean isInserted(JsonNode drive) {
        return drive.path("Inserted").asBoolean(false);
    }

    /** Some tell the image by its name alone, without where it came from. */
    private static boolean holds(JsonNode drive, URI image) {
        String told = drive.path("Image").asString("");
        String path = String.valueOf(image.getPath());
        return isInserted(drive) && (told.equals(image.toString()) || (!told.isEmpty() && path.endsWith("/" + told)));
    }

    private BmcTrouble media(String said) {
        return link.errors().trouble(FailureKind.MEDIA, said);
    }

    private String drive(Instant until) throws BmcTrouble {
        String known = drive;
        if (known == null) {
            known = found(until);
            drive = known;
        }
        return known;
    }

    /** At the system in newer services, else at the manager. */
    private String found(Instant until) throws BmcTrouble {
        Quirks quirks = ways.quirks(until);
        List<JsonNode> drives = new ArrayList<>();
        for (JsonNode owner : List.of(ways.readSystem(until).body(), ways.readManager(until))) {
            Optional<String> collection = RedfishRoot.link(owner.path("VirtualMedia"));
            List<String> members = collection.isEmpty()
                    ? List.of()
                    : RedfishRoot.members(
                            link.get(collection.get(), until).body().path("Members"));
            for (String member : members) {
                drives.add(link.get(member, until).body());
            }
        }
        return drives.stream()
                .filter(each -> quirks.mediaSlot().isEmpty()
                        || quirks.mediaSlot().equals(each.path("Id").asString("")))
                .filter(each -> rank(each, quirks) < quirks.mediaTypes().size())
                .min(Comparator.comparing(RedfishMedia::isForBrowsers).thenComparing(each -> rank(each, quirks)))
                .map(each -> each.path("@odata.id").asString(""))
                .orElseThrow(() -> link.errors()
                        .trouble(
                                FailureKind.UNSUPPORTED,
                                "has no virtual drive for " + String.join(" or ", quirks.mediaTypes())
                                        + (quirks.mediaSlot().isEmpty() ? "" : " in slot " + quirks.mediaSlot())));
    }

    /** Where some drives have an action and others none, those are for images from a person's browser. */
    private static boolean isForBrowsers(JsonNode drive) {
        return !drive.path("Actions").has(INSERT);
    }

    private static int rank(JsonNode drive, Quirks quirks) {
        List<String> types = RedfishPower.strings(drive.path("MediaTypes"));
        for (int rank = 0; rank < quirks.mediaTypes().size(); rank++) {
            if (types.contains(quirks.mediaTypes().get(rank))) {
                return rank;
            }
        }
        return Integer.MAX_VALUE;
    }
}
