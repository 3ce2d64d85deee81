package io.rackledger.boot.endpoint;

import io.rackledger.boot.beacon.Beacon;
import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.core.signal.BeaconPath;
import java.util.List;
import java.util.Optional;

/** {@code GET /rackledger-beacon/{mac}/{step}/...}: a boot loader tells which step of its script failed. */
final class BeaconEndpoint {
    private final BeaconDesk beacons;
    private final SignalDesk desk;

    BeaconEndpoint(BeaconDesk beacons, SignalDesk desk) {
        this.beacons = beacons;
        this.desk = desk;
    }

    Answer told(Request request, List<String> variables) {
        Optional<Beacon> beacon = Beacon.of(variables);
        if (beacon.isEmpty()) {
            return desk.refuse(
                    request,
                    SignalDesk.stranger(request),
                    400,
                    "A beacon is rackledger-beacon/MAC/STEP, and then ERROR and TOKEN where they are known.");
        }
        return beacons.tell(beacon.get(), BeaconPath.HTTP, request.source(), request.receivedAt())
                ? Answer.text(200, "Recorded.")
                : SignalDesk.later();
    }
}
