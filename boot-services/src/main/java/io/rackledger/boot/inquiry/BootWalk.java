package io.rackledger.boot.inquiry;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpOutlook;
import io.rackledger.boot.dhcp.FirmwareKind;
import io.rackledger.boot.endpoint.ScriptDecider.Choice;
import io.rackledger.boot.inquiry.FirmwareOutlook.Verdict;
import io.rackledger.boot.tftp.TftpOutlook;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requests of one boot in their order, up to the first that is refused. */
final class BootWalk {
    private static final String DHCP = "DHCP";
    private static final String LOADER = "loader";
    private static final String SCRIPT = "boot script";

    private final BootSources sources;
    private final ShelfReader shelf;

    BootWalk(BootSources sources) {
        this.sources = sources;
        this.shelf = new ShelfReader(sources.shelf());
    }

    /** As that kind of firmware. */
    FirmwareOutlook as(
            FirmwareKind kind, MacAddress mac, Optional<BootPlan> plan, Choice choice, Optional<DhcpOutlook> dhcp) {
        List<OutlookStep> steps = new ArrayList<>();
        Optional<DhcpOutlook.Offer> offer = dhcp.flatMap(answer ->
                answer.offers().stream().filter(each -> each.firmware() == kind).findFirst());
        steps.add(dhcp(mac, dhcp, offer));
        if (goesOn(steps) && kind != FirmwareKind.IPXE) {
            steps.add(loader(kind, offer));
        }
        if (goesOn(steps)) {
            steps.add(script(choice));
        }
        if (goesOn(steps) && choice.isNetworkBoot()) {
            steps.add(file("kernel", sources.system().kernel().value()));
            steps.add(file("initrd", sources.system().initrd().value()));
        }
        plan.filter(_ -> goesOn(steps)).flatMap(this::image).ifPresent(steps::add);
        return new FirmwareOutlook(kind.wireName(), verdict(steps, choice), steps);
    }

    private static boolean goesOn(List<OutlookStep> steps) {
        return switch (steps.getLast().outcome()) {
            case SERVED, ELSEWHERE -> true;
            case WAITS, REFUSED -> false;
        };
    }

    private static Verdict verdict(List<OutlookStep> steps, Choice choice) {
        if (steps.stream().anyMatch(step -> step.outcome() == OutlookStep.Outcome.REFUSED)) {
            return Verdict.STOPS;
        }
        return switch (choice.kind()) {
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE -> Verdict.NETWORK;
            case LOCAL_DISK -> Verdict.DISK;
            case ENLIST, HOLD -> Verdict.WAITS;
        };
    }

    private OutlookStep dhcp(MacAddress mac, Optional<DhcpOutlook> dhcp, Optional<DhcpOutlook.Offer> offer) {
        if (dhcp.isEmpty() || offer.isEmpty()) {
            return OutlookStep.elsewhere(
                    DHCP,
                    "not ours (no --dhcp): another server must send it to "
                            + sources.addresses().boot().plus("/boot/" + mac));
        }
        if (!offer.get().answered()) {
            return OutlookStep.refused(DHCP, "no answer: " + offer.get().why().orElse("it is not for this server"));
        }
        String address = dhcp.get().mode() == DhcpMode.PROXY
                ? "no address (another server gives it)"
                : "address " + offer.get().address().map(Object::toString).orElse("none");
        if (offer.get().bootFile().isEmpty()) {
            return OutlookStep.refused(
                    DHCP,
                    address + ", but nothing to boot: " + offer.get().why().orElse("no loader is set up"));
        }
        return OutlookStep.served(
                DHCP,
                address + ", boot file " + offer.get().bootFile().get() + ", from "
                        + dhcp.get().server());
    }

    private OutlookStep loader(FirmwareKind kind, Optional<DhcpOutlook.Offer> offer) {
        Optional<String> named = offer.flatMap(DhcpOutlook.Offer::bootFile);
        if (named.isEmpty()) {
            return OutlookStep.elsewhere(LOADER, "named by the DHCP server, which is not ours");
        }
        String name = named.get().substring(named.get().lastIndexOf('/') + 1);
        return named.get().startsWith("http")
                ? file(LOADER, name)
                : byTftp(name, offer.flatMap(DhcpOutlook.Offer::address).map(Object::toString));
    }

    private OutlookStep byTftp(String name, Optional<String> address) {
        if (sources.tftp().isEmpty()) {
            return OutlookStep.refused(
                    LOADER, name + " by TFTP, which this process does not serve; start it with --tftp-port 69");
        }
        try {
            InetAddress machine = InetAddress.getByName(address.orElse("0.0.0.0"));
            TftpOutlook answer = sources.tftp().get().outlook(name, machine);
            return answer.why()
                    .map(why -> OutlookStep.refused(LOADER, name + " by TFTP: " + why))
                    .orElseGet(() -> OutlookStep.served(
                            LOADER,
                            name + " by TFTP, " + answer.size().orElse(0L) + " bytes, "
                                    + answer.digest().map(OutlookWords::brief).orElse("")));
        } catch (IOException e) {
            return OutlookStep.refused(LOADER, name + " by TFTP cannot be read: " + e.getMessage());
        }
    }

    private static OutlookStep script(Choice choice) {
        String words = choice.kind().wireName() + ", because " + choice.why();
        return switch (choice.kind()) {
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE, LOCAL_DISK -> OutlookStep.served(SCRIPT, words);
            case ENLIST, HOLD -> new OutlookStep(SCRIPT, OutlookStep.Outcome.WAITS, words);
        };
    }

    private OutlookStep file(String stage, String name) {
        return step(stage, shelf.file(stage, name, Optional.empty()));
    }

    private static OutlookStep step(String stage, PlanDocument.ServedFile file) {
        return file.trouble()
                .map(trouble -> OutlookStep.refused(stage, file.name() + ": " + trouble))
                .orElseGet(() -> OutlookStep.served(
                        stage,
                        file.name() + " by HTTP, " + file.bytes().orElse(0L) + " bytes, "
                                + file.digest().map(OutlookWords::brief).orElse("")));
    }

    /** A deploy needs its image as well. */
    private Optional<OutlookStep> image(BootPlan plan) {
        return Optional.of(plan)
                .filter(known -> known.kind() == BootPlanKind.DEPLOY)
                .flatMap(shelf::image)
                .map(file -> step("image", file));
    }
}
