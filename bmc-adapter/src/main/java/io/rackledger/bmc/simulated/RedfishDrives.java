package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The virtual drives, at the manager or at the system. Thread-safe. */
final class RedfishDrives {
    private static final String INSERT = "/Actions/VirtualMedia.InsertMedia";
    private static final String EJECT = "/Actions/VirtualMedia.EjectMedia";

    private final Map<String, String> images = new HashMap<>();
    private int looksThatItStays;

    static String path(RedfishCharacter character) {
        String owner = character.is(RedfishTrait.MEDIA_AT_SYSTEM) ? "/Systems/1" : "/Managers/1";
        return ROOT + owner + "/VirtualMedia";
    }

    private static List<String> slots(RedfishCharacter character) {
        boolean two = character.is(RedfishTrait.ONE_DRIVE_WORKS) || character.is(RedfishTrait.BROWSER_DRIVE);
        return two ? List.of("2", "1") : List.of("1");
    }

    private static boolean hasActions(String slot, RedfishCharacter character) {
        boolean forBrowsers = character.is(RedfishTrait.BROWSER_DRIVE) && slot.equals("2");
        return !forBrowsers && !character.is(RedfishTrait.NO_MEDIA_ACTIONS);
    }

    synchronized Optional<String> image() {
        return images.values().stream().findFirst();
    }

    synchronized RedfishReply answer(
            String method, String path, String body, RedfishCharacter character, BmcFault fault) {
        String base = path(character);
        if (path.equals(base) && method.equals("GET")) {
            List<String> members =
                    slots(character).stream().map(slot -> base + "/" + slot).toList();
            return RedfishReply.ok(RedfishJson.collection(base, "VirtualMedia", members));
        }
        for (String slot : slots(character)) {
            String drive = base + "/" + slot;
            if (path.equals(drive) && method.equals("GET")) {
                String allowed = character.is(RedfishTrait.NO_MEDIA_ACTIONS) ? "GET, HEAD, PATCH" : "GET, HEAD";
                return RedfishReply.ok(drive(drive, slot, character)).with("Allow", allowed);
            }
            boolean actions = hasActions(slot, character);
            if (path.equals(drive) && method.equals("PATCH") && character.is(RedfishTrait.NO_MEDIA_ACTIONS)) {
                return change(slot, RedfishJson.parse(body), fault);
            }
            if (path.equals(drive + INSERT) && method.equals("POST") && actions) {
                return insert(slot, RedfishJson.parse(body), character, fault);
            }
            if (path.equals(drive + EJECT) && method.equals("POST") && actions) {
                return eject(slot, body, character, fault);
            }
        }
        return RedfishReply.notHere(path);
    }

    private ObjectNode drive(String path, String slot, RedfishCharacter character) {
        Optional<String> image = Optional.ofNullable(images.get(slot));
        if (looksThatItStays > 0 && --looksThatItStays == 0) {
            images.remove(slot);
        }
        ObjectNode drive = RedfishJson.resource(
                        path, "VirtualMedia.v1_3_0.VirtualMedia", slot, "Virtual Removable Media")
                .put("Inserted", image.isPresent())
                .put("WriteProtected", true)
                .put("ConnectedVia", image.isPresent() ? "URI" : "NotConnected");
        drive.putArray("MediaTypes").add(character.is(RedfishTrait.DVD_DRIVE) ? "DVD" : "CD");
        image.ifPresentOrElse(told -> drive.put("Image", told), () -> drive.putNull("Image"));
        image.ifPresentOrElse(
                told -> drive.put("ImageName", told.substring(told.lastIndexOf('/') + 1)),
                () -> drive.putNull("ImageName"));
        if (hasActions(slot, character)) {
            ObjectNode actions = drive.putObject("Actions");
            actions.putObject("#VirtualMedia.InsertMedia").put("target", path + INSERT);
            actions.putObject("#VirtualMedia.EjectMedia").put("target", path + EJECT);
        }
        return drive;
    }

    private RedfishReply change(String slot, JsonNode body, BmcFault fault) {
        String image = body.path("Image").asString("");
        if (fault instanceof BmcFault.InsertFails) {
            return unreadable(image);
        }
        if (image.isEmpty()) {
            images.remove(slot);
        } else {
            images.put(slot, image);
        }
        return RedfishReply.done();
    }

    private RedfishReply insert(String slot, JsonNode body, RedfishCharacter character, BmcFault fault) {
        if (fault instanceof BmcFault.InsertFails || (character.is(RedfishTrait.ONE_DRIVE_WORKS) && slot.equals("2"))) {
            return unreadable(body.path("Image").asString(""));
        }
        if (character.is(RedfishTrait.NEEDS_PROTOCOL) && !body.has("TransferProtocolType")) {
            return RedfishReply.error(
                    400, "Base.1.8.ActionParameterMissing", "The parameter TransferProtocolType is missing.");
        }
        if (character.is(RedfishTrait.REFUSES_INSERTED) && (body.has("Inserted") || body.has("WriteProtected"))) {
            return RedfishReply.error(400, "Base.1.8.PropertyNotWritable", "The property Inserted is read only.");
        }
        String image = body.path("Image").asString("");
        if (image.isEmpty() || images.containsKey(slot)) {
            return RedfishReply.error(400, "Base.1.8.ActionParameterMissing", "No image, or the drive is not empty.");
        }
        images.put(slot, image);
        return RedfishReply.done();
    }

    private static RedfishReply unreadable(String image) {
        return RedfishReply.error(500, "Base.1.8.InternalError", "The image at " + image + " could not be read.");
    }

    private RedfishReply eject(String slot, String body, RedfishCharacter character, BmcFault fault) {
        if (character.is(RedfishTrait.EJECT_NEEDS_OBJECT) && body.isEmpty()) {
            return RedfishReply.error(415, "Base.1.8.UnsupportedMediaType", "Unsupported media type.");
        }
        if (character.is(RedfishTrait.EJECT_REFUSES_OBJECT) && !body.isEmpty()) {
            return RedfishReply.error(400, "Base.1.8.UnrecognizedRequestBody", "The body is not understood.");
        }
        if (fault instanceof BmcFault.MediaStays(int looks)) {
            looksThatItStays = looks;
        } else {
            images.remove(slot);
        }
        return RedfishReply.done();
    }
}
