package io.rackledger.boot.endpoint;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.beacon.Beacon;
import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.StepLogs;
import io.rackledger.boot.seed.RunnerScript;
import io.rackledger.boot.seed.SeedBook;
import io.rackledger.boot.seed.StepScripts;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.door.BootPlans;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the endpoints need, and the table of their paths. */
public record BootRoom(
        BootPlans plans,
        Grants grants,
        ScriptDecider scripts,
        FileShelf shelf,
        FileLinks links,
        SeedBook seeds,
        StepScripts steps,
        RunnerScript runner,
        HoldWatch holds,
        SourceBook sources,
        SignalReporter reporter,
        BeaconDesk beacons,
        Admission admission,
        ScriptProof proof,
        Clock clock) {

    public BootRoutes routes() {
        SignalDesk desk = new SignalDesk(reporter);
        TokenGate gate = new TokenGate(grants, desk);
        List<Route> table = new ArrayList<>();
        table.addAll(booting(desk));
        table.addAll(beacons(desk));
        table.addAll(seed(gate, desk));
        table.addAll(reports(gate, desk));
        table.addAll(running(gate, desk));
        return new BootRoutes(table, desk);
    }

    private List<Route> booting(SignalDesk desk) {
        BootScriptEndpoint script = new BootScriptEndpoint(plans, grants, scripts, sources, desk, admission, proof);
        FileEndpoint files = new FileEndpoint(shelf, links, grants, sources, desk, admission, clock);
        return List.of(
                Route.of("GET", "boot/{mac}", script::serve),
                Route.of("GET", "files/{name}", files::serve),
                Route.of("HEAD", "files/{name}", files::serve),
                Route.of("GET", "files/sha256/{hex}", files::serveByDigest),
                Route.of("HEAD", "files/sha256/{hex}", files::serveByDigest));
    }

    private List<Route> beacons(SignalDesk desk) {
        BeaconEndpoint beacon = new BeaconEndpoint(beacons, desk);
        return Stream.of("", "/{error}", "/{error}/{token}")
                .map(rest -> Route.of("GET", Beacon.FOLDER + "/{mac}/{step}" + rest, beacon::told))
                .toList();
    }

    private List<Route> seed(TokenGate gate, SignalDesk desk) {
        SeedEndpoint seed = new SeedEndpoint(seeds, desk);
        return List.of(
                Route.of("GET", "nc/{token}/meta-data", gate.serving(seed::metaData)),
                Route.of("GET", "nc/{token}/user-data", gate.serving(seed::userData)),
                Route.of("GET", "nc/{token}/vendor-data", gate.serving(seed::vendorData)));
    }

    private static List<Route> reports(TokenGate gate, SignalDesk desk) {
        HookEndpoint hook = new HookEndpoint(desk);
        return List.of(
                Route.of("POST", "hook/{token}", gate.hearing(hook::webhook)),
                Route.of("POST", "phone-home/{token}/{instanceId}", gate.hearing(hook::phoneHome)),
                Route.of("POST", "fail/{token}", gate.hearing(hook::failurePosted)),
                Route.of("GET", "fail/{token}", gate.hearing(hook::failureFetched)));
    }

    private List<Route> running(TokenGate gate, SignalDesk desk) {
        StepLogs logs = new StepLogs();
        RunEndpoint run = new RunEndpoint(grants, runner, steps, logs, holds, desk);
        LogEndpoint log = new LogEndpoint(logs, reporter, desk);
        return List.of(
                Route.of("GET", "run/{token}/runner", gate.serving(run::runner)),
                Route.of("GET", "run/{token}/steps", gate.serving(run::list)),
                Route.of("GET", "run/{token}/steps/{index}", gate.serving(run::script)),
                Route.of("GET", "run/{token}/held", gate.serving(run::held)),
                Route.of("POST", "run/{token}/events", gate.hearing(run::event)),
                Route.of("POST", "run/{token}/log/{index}", gate.hearing(log::chunk)));
    }
}
