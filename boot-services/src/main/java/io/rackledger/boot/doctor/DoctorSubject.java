package io.rackledger.boot.doctor;

import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.DhcpStanding;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.seed.MachineAddresses;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Documents;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is examined: running boot services, or options of some that shall run here.
 *
 * @param running whether they run in this process
 * @param bind address that they listen on
 * @param urlIsSet whether an operator has named the boot URL; else it is made of the bind address
 * @param loaders files that firmware is told to load first; none where neither DHCP nor TFTP is served
 * @param standing of the DHCP server, where it runs
 * @param known plans and documents, where they run
 */
public record DoctorSubject(
        boolean running,
        String bind,
        boolean urlIsSet,
        MachineAddresses addresses,
        List<Listener> listeners,
        Path files,
        FileShelf shelf,
        EphemeralSystem system,
        BootScripts scripts,
        Collection<String> loaders,
        Optional<DhcpSettings> dhcp,
        Optional<Supplier<DhcpStanding>> standing,
        Optional<Known> known,
        Clock clock) {
    /** What the log has told. */
    public record Known(BootPlans plans, Documents documents) {}

    boolean isLoopbackOnly() {
        return bind.startsWith("127.") || bind.equals("::1");
    }
}
