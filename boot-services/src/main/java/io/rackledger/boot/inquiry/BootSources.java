package io.rackledger.boot.inquiry;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.dhcp.DhcpServer;
import io.rackledger.boot.endpoint.ScriptDecider;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.seed.MachineAddresses;
import io.rackledger.boot.seed.SeedBook;
import io.rackledger.boot.tftp.TftpServer;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Documents;
import java.time.Clock;
import java.util.Optional;

/** The parts that serve machines, as questions need them. */
public record BootSources(
        BootPlans plans,
        ScriptDecider decider,
        BootScripts scripts,
        EphemeralSystem system,
        MachineAddresses addresses,
        Grants grants,
        SeedBook seeds,
        FileShelf shelf,
        Admission admission,
        Optional<TftpServer> tftp,
        Optional<DhcpServer> dhcp,
        Documents documents,
        Clock clock) {}
