package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.rackledger.boot.inquiry.BootInquiry;
import io.rackledger.boot.inquiry.FirmwareOutlook.Verdict;
import io.rackledger.boot.inquiry.Inquired;
import io.rackledger.boot.inquiry.MachineOutlook;
import io.rackledger.boot.inquiry.NodeBook;
import io.rackledger.boot.inquiry.OutlookStep;
import io.rackledger.boot.inquiry.PlanDocument;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told is what machines are served. */
final class InquiryTest {
    private static final String STRANGER = "52:54:00:ff:ff:01";

    @TempDir
    Path directory;

    private Rack rack;
    private BootInquiry inquiry;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(directory, settings -> settings.withFirmware(FirmwareSettings.NONE.withTftp(0)));
        inquiry = rack.services.inquiry(NodeBook.of(rack.log.nodeStates(), rack.log.history()));
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private PlanDocument plan() {
        return switch (inquiry.plan(Rack.MAC.value())) {
            case Inquired.Given<PlanDocument>(PlanDocument document) -> document;
            case Inquired.Refused<PlanDocument> refused -> throw new AssertionError(refused.toString());
        };
    }

    private MachineOutlook why(String machine) {
        return switch (inquiry.why(machine, List.of("ipxe"), Optional.empty())) {
            case Inquired.Given<MachineOutlook>(MachineOutlook document) -> document;
            case Inquired.Refused<MachineOutlook> refused -> throw new AssertionError(refused.toString());
        };
    }

    private OutlookStep last(String machine) {
        return why(machine).firmware().getFirst().steps().getLast();
    }

    @Test
    void tellTheDigestOfTheScriptAndTheSeedThatTheMachineIsServedThen() {
        rack.planInspection();
        PlanDocument plan = plan();
        String token = rack.ephemeralToken();
        byte[] script = rack.get("/boot/" + Rack.MAC).body().getBytes(StandardCharsets.UTF_8);

        assertThat(plan.script().digest()).isEqualTo(Digest.of(script).value());
        assertThat(plan.script().text())
                .hasSameSizeAs(new String(script, StandardCharsets.UTF_8))
                .doesNotContain(token)
                .contains("t=" + "*".repeat(32));
        assertThat(plan.kernelArguments().orElseThrow())
                .contains("ds=nocloud-net;s=http")
                .doesNotContain(token);
        assertThat(plan.files())
                .extracting(PlanDocument.ServedFile::name, PlanDocument.ServedFile::trouble)
                .contains(tuple("vmlinuz", Optional.empty()));
        assertThat(plan.files().getFirst().digest())
                .contains(Digest.of(Rack.KERNEL).value());
        String userData = rack.get("/nc/" + token + "/user-data").body();
        assertThat(plan.seed().get(1).digest())
                .contains(Digest.of(userData.getBytes(StandardCharsets.UTF_8)).value());
        assertThat(plan.steps()).extracting(PlanDocument.PlannedStep::name).contains("write-image");
    }

    @Test
    void askingUsesUpNoBudgetAndLeavesNoSignal() {
        rack.planInspection();
        int before = rack.signals.all().size();
        for (int i = 0; i < 10; i++) {
            assertThat(why(Rack.MAC.value()).sentence()).contains("boot 1 of 3 in this wait");
        }
        assertThat(plan().bootsTaken()).isZero();
        assertThat(rack.signals.all()).hasSize(before);
    }

    @Test
    void countTheBudgetAsTheMachineUsesItAndTellWhenItIsUsedUp() {
        rack.planInspection();
        for (int boot = 1; boot <= 3; boot++) {
            assertThat(why(Rack.MAC.value()).sentence()).contains("boot " + boot + " of 3");
            rack.get("/boot/" + Rack.MAC);
        }
        MachineOutlook outlook = why(Rack.MAC.value());
        assertThat(outlook.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(outlook.sentence()).contains("its boot budget is used up, 3 of 3 in this wait");
        assertThat(plan().script().kind()).isEqualTo("hold");
        rack.get("/boot/" + Rack.MAC);
        SignalBody.BootScriptServed served = (SignalBody.BootScriptServed)
                rack.signals.of(SignalBody.BootScriptServed.class).getLast().body();
        assertThat(served.kind()).as("as was told").isEqualTo(BootPlanKind.HOLD);
        assertThat(served.digest().value()).isEqualTo(plan().script().digest());
    }

    @Test
    void nameTheFileThatIsNotThere() throws IOException {
        rack.planInspection();
        Files.delete(rack.files.resolve("initrd.img"));
        assertThat(why(Rack.MAC.value()).verdict()).isEqualTo(Verdict.STOPS);
        assertThat(last(Rack.MAC.value()).stage()).isEqualTo("initrd");
        assertThat(plan().files())
                .filteredOn(file -> file.use().equals("initrd"))
                .singleElement()
                .satisfies(file -> assertThat(file.trouble().orElseThrow()).contains("no file of this name"));
    }

    @Test
    void tellWhatAMachineGetsThatNoNodeHas() {
        MachineOutlook outlook = why(STRANGER);
        assertThat(outlook.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(outlook.sentence()).contains(STRANGER, "no node has this MAC address; enroll one with it");
        assertThat(inquiry.plan(STRANGER))
                .isInstanceOfSatisfying(
                        Inquired.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("NO_BOOT_PLAN"));
        assertThat(MacAddress.parse(STRANGER)).isNotEqualTo(Rack.MAC);
    }

    @Test
    void tellHowTheNodeStartsFromItsDisk() {
        rack.plan(BootPlanKind.LOCAL_DISK, BootStage.INSTALLED, Optional.of(Rack.ATTEMPT), Optional.empty());
        assertThat(why(Rack.MAC.value()).verdict()).isEqualTo(Verdict.DISK);
        assertThat(last(Rack.MAC.value()).words()).contains("local disk, because its system is on its disk");
        assertThat(plan().kernelArguments()).isEmpty();
    }

    @Test
    void refuseWhatTheyDoNotUnderstandWithARemedy() {
        assertThat(inquiry.why("52:54:00:12:34", List.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Inquired.Refused.class, no -> assertThat(no.field()).isEqualTo("machine"));
        assertThat(inquiry.why(Rack.MAC.value(), List.of("sparc"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Inquired.Refused.class,
                        no -> assertThat(no.remedy()).contains("bios", "uefi-x64", "http-x64", "ipxe"));
        assertThat(inquiry.plan("web-9"))
                .isInstanceOfSatisfying(
                        Inquired.Refused.class, no -> assertThat(no.code()).isEqualTo("NODE_UNKNOWN"));
    }
}
