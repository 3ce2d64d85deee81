package io.rackledger.boot.inquiry;

import io.rackledger.boot.endpoint.ScriptDecider.Choice;
import io.rackledger.boot.script.BootTargets;
import io.rackledger.boot.token.Grant;
import io.rackledger.boot.token.Token;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a boot plan down for operators. */
final class PlanReader {
    private final BootSources sources;
    private final NodeBook nodes;
    private final ShelfReader shelf;

    PlanReader(BootSources sources, NodeBook nodes) {
        this.sources = sources;
        this.nodes = nodes;
        this.shelf = new ShelfReader(sources.shelf());
    }

    PlanDocument read(MacAddress mac, BootPlan plan) {
        // The listener may hear of a plan later than we are asked.
        sources.grants().accept(plan);
        Choice choice = sources.decider().look(mac, Optional.of(plan));
        Optional<NodeBook.Origin> origin = nodes.origin(plan);
        return new PlanDocument(
                mac.value(),
                plan.macs().stream().map(MacAddress::value).toList(),
                plan.node().value(),
                plan.nodeName(),
                plan.kind().wireName(),
                plan.stage().wireName(),
                plan.attempt().map(AttemptId::value),
                plan.waitId().map(wait -> wait.number()),
                plan.sequence(),
                origin.map(found -> found.position().toString()),
                origin.map(NodeBook.Origin::at),
                nodes.of(plan).map(NodeBrief::of),
                sources.decider().used(plan),
                plan.bootBudget(),
                plan.held(),
                script(plan, choice),
                arguments(mac, plan, choice),
                files(plan, choice),
                seed(plan),
                steps(plan));
    }

    private PlanDocument.Script script(BootPlan plan, Choice choice) {
        byte[] shown =
                plan.attempt().map(attempt -> masked(attempt, choice.script())).orElse(choice.script());
        return new PlanDocument.Script(
                choice.kind().wireName(),
                choice.why(),
                choice.status(),
                Digest.of(choice.script()).value(),
                choice.script().length,
                new String(shown, StandardCharsets.UTF_8));
    }

    private byte[] masked(AttemptId attempt, byte[] text) {
        return sources.grants().maskOf(attempt).apply(text);
    }

    private Optional<String> arguments(MacAddress mac, BootPlan plan, Choice choice) {
        return plan.attempt().filter(_ -> choice.isNetworkBoot()).map(attempt -> {
            Token token = sources.grants().tokenFor(attempt, BootStage.EPHEMERAL);
            BootTargets targets = sources.addresses().targetsOf(token, sources.system());
            String line = sources.scripts().commandLine(mac, targets).toString();
            return new String(masked(attempt, line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        });
    }

    private List<PlanDocument.ServedFile> files(BootPlan plan, Choice choice) {
        List<PlanDocument.ServedFile> files = new ArrayList<>();
        if (choice.isNetworkBoot()) {
            files.add(shelf.file("kernel", sources.system().kernel().value(), Optional.empty()));
            files.add(shelf.file("initrd", sources.system().initrd().value(), Optional.empty()));
            shelf.image(plan).ifPresent(files::add);
        }
        return files;
    }

    private List<PlanDocument.SeedFile> seed(BootPlan plan) {
        return plan.attempt()
                .map(attempt -> sources.grants().tokenFor(attempt, plan.stage()))
                .flatMap(token -> sources.grants().find(token.value()))
                .map(grant -> switch (grant) {
                    case Grant.Current current -> seed(current);
                    case Grant.Superseded _ -> List.<PlanDocument.SeedFile>of();
                })
                .orElse(List.of());
    }

    private List<PlanDocument.SeedFile> seed(Grant.Current grant) {
        return List.of(
                seedFile("meta-data", Optional.of(sources.seeds().metaData(grant))),
                seedFile("user-data", sources.seeds().userData(grant)),
                seedFile("vendor-data", Optional.of(new byte[0])));
    }

    private static PlanDocument.SeedFile seedFile(String name, Optional<byte[]> bytes) {
        return new PlanDocument.SeedFile(
                name,
                bytes.map(content -> Digest.of(content).value()),
                bytes.map(content -> content.length),
                bytes.isPresent()
                        ? Optional.empty()
                        : Optional.of("the tenant's document is not in the documents store, so machines get 503"));
    }

    private static List<PlanDocument.PlannedStep> steps(BootPlan plan) {
        List<PlanDocument.PlannedStep> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            steps.add(new PlanDocument.PlannedStep(
                    steps.size() + 1, step.name(), step.limit().toSeconds(), step.required()));
        }
        return steps;
    }
}
