package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hears answers of other DHCP servers. Of one server and machine it tells once a minute. Confined to one thread. */
final class ConflictWatch {
    private static final int MOST = 1000;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final DhcpSettings settings;
    private final Map<Between, Instant> told = new LinkedHashMap<>();
    private final Map<Between, Instant> last = new LinkedHashMap<>();

    private record Between(String server, MacAddress mac) {}

    ConflictWatch(DhcpSettings settings) {
        this.settings = settings;
    }

    /** What to tell of a message that a server sent to a machine. Beside another server only its boot files are a conflict. */
    Optional<SignalBody.DhcpConflictSeen> heard(DhcpMessage message, Instant now) {
        Optional<Ipv4> server = message.options().address(OptionCode.SERVER);
        boolean foreign = message.reply() && server.isPresent() && !server.get().equals(settings.address());
        if (!foreign) {
            return Optional.empty();
        }
        String file = message.file().orElse("");
        if (settings.mode() == DhcpMode.PROXY && file.isEmpty()) {
            return Optional.empty();
        }
        return first(
                new SignalBody.DhcpConflictSeen(
                        message.mac(), server.get().toString(), message.yours().toString(), file),
                now);
    }

    /** The conflict, unless the same was told a moment ago. */
    Optional<SignalBody.DhcpConflictSeen> first(SignalBody.DhcpConflictSeen conflict, Instant now) {
        Between key = new Between(conflict.server(), conflict.mac());
        last.remove(key);
        last.put(key, now);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
        Instant before = told.get(key);
        if (before != null && Duration.between(before, now).compareTo(QUIET) < 0) {
            return Optional.empty();
        }
        told.put(key, now);
        if (told.size() > MOST) {
            told.remove(told.keySet().iterator().next());
        }
        return Optional.of(conflict);
    }

    /** All that were heard since the start, each server and machine once; of more than 1,000 the newest. */
    List<DhcpOutlook.ForeignServer> all() {
        return last.entrySet().stream()
                .map(each -> new DhcpOutlook.ForeignServer(
                        each.getKey().server(), each.getKey().mac(), each.getValue()))
                .toList();
    }

    /** Those about one machine. */
    List<DhcpOutlook.ForeignServer> of(MacAddress mac) {
        return all().stream().filter(each -> each.mac().equals(mac)).toList();
    }
}
