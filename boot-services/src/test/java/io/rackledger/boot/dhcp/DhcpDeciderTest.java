package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.script.HttpUrl;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.DhcpLeaseEnded;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each program of a machine is told. */
final class DhcpDeciderTest {
    private static final Ipv4 SELF = Ipv4.parse("198.18.77.1");
    private static final HttpUrl BOOT = new HttpUrl("http://198.18.77.1:8481");
    private static final String SCRIPT = "http://198.18.77.1:8481/boot/52:54:00:77:00:01";
    private static final Subnet NET =
            Subnet.parse("198.18.77.0/24:198.18.77.100-198.18.77.102,198.18.77.1", List.of(SELF), Duration.ofHours(1));
    private static final Subnet FAR = Subnet.parse("10.9.0.0/16:10.9.1.0-10.9.1.255", List.of(), Duration.ofHours(1));

    private final DhcpSettings settings = settings(DhcpMode.AUTHORITATIVE, Map.of(), false);
    private final LeaseBook book = new LeaseBook(List.of(NET, FAR), Set.of(SELF));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void givesUefiFirmwareItsLoaderByTftp() {
        DhcpMessage offer = offered(Requests.uefi(MessageType.DISCOVER));
        assertThat(offer.bootFile()).isEqualTo("snponly.efi");
        assertThat(offer.server()).isEqualTo(SELF);
        assertThat(offer.yours()).isEqualTo(Ipv4.parse("198.18.77.100"));
        assertThat(offer.options().text(OptionCode.BOOT_FILE)).contains("snponly.efi");
        assertThat(offer.options().text(OptionCode.TFTP_SERVER)).contains(SELF.toString());
        assertThat(offer.options().address(OptionCode.SUBNET_MASK)).contains(Ipv4.parse("255.255.255.0"));
    }

    @ParameterizedTest
    @CsvSource({"0, undionly.kpxe", "7, snponly.efi", "9, snponly.efi", "11, snponly-arm64.efi"})
    void choosesTheLoaderByArchitecture(int architecture, String loader) {
        DhcpOptions options = Requests.typed(MessageType.DISCOVER)
                .with(OptionCode.VENDOR_CLASS, "PXEClient")
                .with(OptionCode.ARCHITECTURE, new byte[] {0, (byte) architecture});
        assertThat(offered(Requests.plain(Requests.MAC, 1, true, options)).bootFile())
                .isEqualTo(loader);
    }

    @Test
    void tellsThatThereIsNoLoaderForAnArchitecture() {
        DhcpOptions options = Requests.typed(MessageType.DISCOVER)
                .with(OptionCode.VENDOR_CLASS, "PXEClient")
                .with(OptionCode.ARCHITECTURE, new byte[] {0, 27});
        Decision decision = decide(Requests.plain(Requests.MAC, 1, true, options));
        assertThat(decision.told()).hasSize(2);
        assertThat(((RequestRefused) decision.told().get(1)).reason()).contains("27");
    }

    /** Its own answer must carry 60 again, and a URL. */
    @Test
    void givesUefiHttpBootAUrlAndSaysThatItIsForIt() {
        DhcpMessage offer = offered(Requests.uefiHttp(MessageType.DISCOVER));
        assertThat(offer.options().text(OptionCode.VENDOR_CLASS)).contains("HTTPClient");
        assertThat(offer.options().text(OptionCode.BOOT_FILE)).contains("http://198.18.77.1:8481/files/snponly.efi");
    }

    /** From the card's ROM, chained over BIOS and over UEFI: a second binary would make an endless loop. */
    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "7, false", "9, true"})
    void neverGivesIpxeABinary(int architecture, boolean broadcast) {
        DhcpMessage offer = offered(Requests.ipxe(MessageType.DISCOVER, architecture, broadcast));
        assertThat(offer.bootFile()).isEqualTo(SCRIPT);
        assertThat(offer.options().text(OptionCode.BOOT_FILE)).contains(SCRIPT);
    }

    /** Else it waits three seconds for other offers. */
    @Test
    void tellsIpxeToWaitForNobodyElse() {
        assertThat(offered(Requests.ipxe(MessageType.DISCOVER, 0, false))
                        .options()
                        .bytes(OptionCode.IPXE))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(new byte[] {(byte) 176, 1, 1}));
        assertThat(offered(Requests.uefi(MessageType.DISCOVER)).options().has(OptionCode.IPXE))
                .isFalse();
    }

    /** Firmware has no client identifier, iPXE one of its own, each start of a system another, and two boots the same xid. */
    @Test
    void givesAllProgramsOfAMachineTheSameAddress() {
        Ipv4 first = leased(Requests.uefi(MessageType.DISCOVER));
        assertThat(leased(Requests.ipxe(MessageType.DISCOVER, 7, false))).isEqualTo(first);
        assertThat(leased(Requests.system(MessageType.DISCOVER, "duid-one"))).isEqualTo(first);
        assertThat(leased(Requests.system(MessageType.DISCOVER, "duid-two"))).isEqualTo(first);
        assertThat(leased(Requests.of(other(2), MessageType.DISCOVER))).isNotEqualTo(first);
        assertThat(book.size()).isEqualTo(2);
    }

    @Test
    void tellsWhatItGaveToWhom() {
        Decision decision = decide(Requests.uefi(MessageType.DISCOVER));
        assertThat(decision.told())
                .containsExactly(new DhcpAnswered(
                        Requests.MAC,
                        DhcpAnswer.OFFERED,
                        DhcpClient.PXE_FIRMWARE,
                        Optional.of(7),
                        Requests.UUID,
                        "198.18.77.100",
                        settings.offerHold(),
                        "snponly.efi",
                        ""));
        DhcpMessage ack = answer(request(Requests.uefi(MessageType.REQUEST), "198.18.77.100", SELF));
        assertThat(ack.options().type()).contains(MessageType.ACK);
        assertThat(ack.options().bytes(OptionCode.LEASE_TIME)).isPresent();
    }

    @Test
    void answersNoMachineThatNobodyKnows() {
        Decision decision =
                new DhcpDecider(settings, files()).decide(Requests.uefi(MessageType.DISCOVER), false, book, now);
        assertThat(decision.reply()).isEmpty();
        assertThat(decision.change()).isEmpty();
        assertThat(((RequestRefused) decision.told().getFirst()).reason()).contains("enroll");

        DhcpSettings open = settings(DhcpMode.AUTHORITATIVE, Map.of(), true);
        assertThat(new DhcpDecider(open, files())
                        .decide(Requests.uefi(MessageType.DISCOVER), false, book, now)
                        .reply())
                .isPresent();
    }

    @Test
    void tellsOfAServerThatTheMachineChoseInsteadOfUs() {
        decide(Requests.uefi(MessageType.DISCOVER));
        Decision decision = decide(request(Requests.uefi(MessageType.REQUEST), "10.1.1.9", Ipv4.parse("10.1.1.1")));
        assertThat(decision.reply()).isEmpty();
        assertThat(decision.told()).containsExactly(new DhcpConflictSeen(Requests.MAC, "10.1.1.1", "10.1.1.9", ""));
    }

    @Test
    void refusesAnAddressOfAnotherNetworkOrOfAnotherMachine() {
        Ipv4 taken = leased(Requests.uefi(MessageType.DISCOVER));
        for (String wanted : List.of("10.0.0.5", taken.toString(), "198.18.77.1", "198.18.77.200")) {
            DhcpMessage no = answer(with50(Requests.of(other(3), MessageType.REQUEST), wanted));
            assertThat(no.options().type()).as(wanted).contains(MessageType.NAK);
            assertThat(no.options().bytes(OptionCode.LEASE_TIME)).isEmpty();
        }
    }

    /** After the file of leases was lost, machines tell us what they have. */
    @Test
    void confirmsAnAddressThatAMachineHasFromBefore() {
        assertThat(answer(with50(Requests.uefi(MessageType.REQUEST), "198.18.77.102"))
                        .yours())
                .isEqualTo(Ipv4.parse("198.18.77.102"));
        DhcpMessage renewal =
                Requests.from(Requests.of(Requests.MAC, MessageType.REQUEST), Ipv4.parse("198.18.77.102"), Ipv4.NONE);
        Decision decision = decide(renewal);
        assertThat(decision.reply().orElseThrow().address()).as("unicast").isEqualTo(Ipv4.parse("198.18.77.102"));
        assertThat(decision.reply().orElseThrow().message().yours()).isEqualTo(Ipv4.parse("198.18.77.102"));
    }

    @Test
    void saysWhenNoAddressIsFreeAndGivesTheOneThatEndedFirstAgain() {
        for (int i = 1; i <= 3; i++) {
            leased(Requests.of(other(i), MessageType.DISCOVER));
            now = now.plusSeconds(1);
        }
        Decision full = decide(Requests.of(other(4), MessageType.DISCOVER));
        assertThat(full.reply()).isEmpty();
        assertThat(((RequestRefused) full.told().getFirst()).status()).isEqualTo(503);

        now = now.plus(NET.lease());
        assertThat(leased(Requests.of(other(4), MessageType.DISCOVER))).isEqualTo(Ipv4.parse("198.18.77.100"));
        assertThat(leased(Requests.of(other(2), MessageType.DISCOVER))).isEqualTo(Ipv4.parse("198.18.77.101"));
    }

    @Test
    void takesAnAddressBackAndKeepsItForItsMachineWhileThereAreOthers() {
        Ipv4 had = leased(Requests.uefi(MessageType.DISCOVER));
        Decision release = decide(Requests.from(
                Requests.with(Requests.of(Requests.MAC, MessageType.RELEASE), OptionCode.SERVER, SELF),
                had,
                Ipv4.NONE));
        assertThat(release.told()).containsExactly(new DhcpLeaseEnded(Requests.MAC, had.toString(), false));
        assertThat(leased(Requests.of(other(2), MessageType.DISCOVER))).isNotEqualTo(had);
        assertThat(leased(Requests.uefi(MessageType.DISCOVER))).isEqualTo(had);
    }

    @Test
    void leavesAnAddressAloneThatAMachineFoundInUse() {
        Ipv4 had = leased(Requests.uefi(MessageType.DISCOVER));
        Decision decline = decide(Requests.with(
                with50(Requests.of(Requests.MAC, MessageType.DECLINE), had.toString()), OptionCode.SERVER, SELF));
        assertThat(decline.told()).containsExactly(new DhcpLeaseEnded(Requests.MAC, had.toString(), true));
        assertThat(leased(Requests.uefi(MessageType.DISCOVER))).isNotEqualTo(had);
        leased(Requests.of(other(2), MessageType.DISCOVER));
        assertThat(decide(Requests.of(other(3), MessageType.DISCOVER)).reply()).isEmpty();
        now = now.plus(DhcpDecider.BLOCK).plusSeconds(1);
        assertThat(leased(Requests.of(other(3), MessageType.DISCOVER))).isEqualTo(had);
    }

    @Test
    void answersThroughTheRelayFromTheNetworkOfTheRelay() {
        byte[] circuit = {1, 3, 'e', 't', 'h'};
        DhcpMessage discover = Requests.from(
                Requests.with(
                        Requests.uefi(MessageType.DISCOVER),
                        Requests.uefi(MessageType.DISCOVER).options().with(OptionCode.RELAY, circuit)),
                Ipv4.NONE,
                Ipv4.parse("10.9.0.1"));
        Decision.Reply reply = decide(discover).reply().orElseThrow();
        assertThat(reply.address()).isEqualTo(Ipv4.parse("10.9.0.1"));
        assertThat(reply.port()).isEqualTo(67);
        assertThat(reply.message().yours()).isEqualTo(Ipv4.parse("10.9.1.0"));
        assertThat(reply.message().options().bytes(OptionCode.RELAY))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(circuit));
        assertThat(decide(Requests.from(discover, Ipv4.NONE, Ipv4.parse("172.16.0.1")))
                        .reply())
                .isEmpty();
    }

    /** RFC 2131 section 4.1: a machine behind a relay has no address to be told no at; RFC 3046 section 2.2: what the relay added goes back. */
    @Test
    void refusesThroughTheRelayByBroadcastWithWhatTheRelayAdded() {
        byte[] circuit = {1, 2, 'p', '7'};
        DhcpMessage wanted = with50(Requests.uefi(MessageType.REQUEST), "198.18.77.100");
        DhcpMessage relayed = Requests.from(
                Requests.with(wanted, wanted.options().with(OptionCode.RELAY, circuit)),
                Ipv4.NONE,
                Ipv4.parse("10.9.0.1"));
        Decision.Reply reply = decide(relayed).reply().orElseThrow();
        assertThat(reply.message().options().type()).contains(MessageType.NAK);
        assertThat(reply.address()).isEqualTo(Ipv4.parse("10.9.0.1"));
        assertThat(reply.port()).isEqualTo(67);
        assertThat(reply.message().broadcast()).isTrue();
        List<Integer> order = new ArrayList<>();
        reply.message().options().forEach((code, _) -> order.add(code));
        assertThat(order.getLast()).as("the relay cuts off what it added").isEqualTo(OptionCode.RELAY);
        assertThat(reply.message().options().bytes(OptionCode.RELAY))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(circuit));
    }

    @Test
    void givesAReservedAddressToItsMachineAlone() {
        DhcpSettings reserving = settings(DhcpMode.AUTHORITATIVE, Map.of(other(9), Ipv4.parse("198.18.77.100")), false);
        DhcpDecider decider = new DhcpDecider(reserving, files());
        LeaseBook leases = new LeaseBook(
                List.of(NET), new HashSet<>(reserving.reservations().values()));
        assertThat(decider.decide(Requests.uefi(MessageType.DISCOVER), true, leases, now)
                        .reply()
                        .orElseThrow()
                        .message()
                        .yours())
                .isEqualTo(Ipv4.parse("198.18.77.101"));
        assertThat(decider.decide(Requests.of(other(9), MessageType.DISCOVER), true, leases, now)
                        .reply()
                        .orElseThrow()
                        .message()
                        .yours())
                .isEqualTo(Ipv4.parse("198.18.77.100"));
    }

    @Test
    void asProxyTellsBootFilesAndNoAddress() {
        DhcpDecider proxy = new DhcpDecider(settings(DhcpMode.PROXY, Map.of(), false), files());
        DhcpMessage offer = proxy.decide(Requests.uefi(MessageType.DISCOVER), true, book, now)
                .reply()
                .orElseThrow()
                .message();
        assertThat(offer.yours()).isEqualTo(Ipv4.NONE);
        assertThat(offer.options().text(OptionCode.VENDOR_CLASS)).contains("PXEClient");
        assertThat(offer.options().bytes(OptionCode.VENDOR))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(new byte[] {6, 1, 8, (byte) 255}));
        assertThat(offer.options().bytes(OptionCode.MACHINE_ID)).isPresent();
        assertThat(offer.options().has(OptionCode.LEASE_TIME)).isFalse();
        assertThat(offer.bootFile()).isEqualTo("snponly.efi");
        assertThat(proxy.decide(Requests.system(MessageType.DISCOVER, "x"), true, book, now))
                .isEqualTo(Decision.NOTHING);
        assertThat(proxy.decide(
                        request(Requests.uefi(MessageType.REQUEST), "10.1.1.9", Ipv4.parse("10.1.1.1")),
                        true,
                        book,
                        now))
                .as("the other server is meant to be there")
                .isEqualTo(Decision.NOTHING);
    }

    @Test
    void asProxyHearsWhichAddressAMachineTakesOfTheOtherServer() {
        DhcpDecider proxy = new DhcpDecider(settings(DhcpMode.PROXY, Map.of(), false), files());
        DhcpMessage taken = request(Requests.uefi(MessageType.REQUEST), "10.1.1.9", Ipv4.parse("10.1.1.1"));
        assertThat(proxy.choice(taken, true)).contains(Ipv4.parse("10.1.1.9"));
        assertThat(proxy.choice(taken, false)).as("of no node").isEmpty();
        assertThat(proxy.choice(Requests.uefi(MessageType.DISCOVER), true)).isEmpty();
        assertThat(new DhcpDecider(settings, files()).choice(taken, true))
                .as("where we give the addresses only our leases count")
                .isEmpty();
    }

    @Test
    void asProxyAnswersAtTheBootPort() {
        DhcpDecider proxy = new DhcpDecider(settings(DhcpMode.PROXY, Map.of(), false), files());
        DhcpMessage asked = Requests.from(Requests.uefi(MessageType.REQUEST), Ipv4.parse("198.18.77.50"), Ipv4.NONE);
        DhcpMessage ack =
                proxy.decideAtBootPort(asked, true).reply().orElseThrow().message();
        assertThat(ack.options().type()).contains(MessageType.ACK);
        assertThat(ack.bootFile()).isEqualTo("snponly.efi");
        assertThat(proxy.decideAtBootPort(asked, false)).isEqualTo(Decision.NOTHING);
    }

    private Decision decide(DhcpMessage request) {
        Decision decision = new DhcpDecider(settings, files()).decide(request, true, book, now);
        decision.change().ifPresent(book::apply);
        return decision;
    }

    private DhcpMessage answer(DhcpMessage request) {
        return decide(request).reply().orElseThrow().message();
    }

    private DhcpMessage offered(DhcpMessage discover) {
        DhcpMessage offer = answer(discover);
        assertThat(offer.options().type()).contains(MessageType.OFFER);
        assertThat(offer.options().address(OptionCode.SERVER)).contains(SELF);
        return offer;
    }

    private Ipv4 leased(DhcpMessage discover) {
        Ipv4 address = offered(discover).yours();
        DhcpMessage request = Requests.with(discover, discover.options().with(OptionCode.MESSAGE_TYPE, new byte[] {
            (byte) MessageType.REQUEST.code()
        }));
        DhcpMessage ack = answer(request(request, address.toString(), SELF));
        assertThat(ack.options().type()).contains(MessageType.ACK);
        return ack.yours();
    }

    private static DhcpMessage request(DhcpMessage request, String wanted, Ipv4 server) {
        return Requests.with(with50(request, wanted), OptionCode.SERVER, server);
    }

    private static DhcpMessage with50(DhcpMessage request, String wanted) {
        return Requests.with(request, OptionCode.REQUESTED_ADDRESS, Ipv4.parse(wanted));
    }

    private static MacAddress other(int number) {
        return MacAddress.parse("52:54:00:99:00:%02x".formatted(number));
    }

    private static BootFiles files() {
        return new BootFiles(DhcpSettings.IPXE_LOADERS, BOOT);
    }

    private static DhcpSettings settings(DhcpMode mode, Map<MacAddress, Ipv4> reservations, boolean strangers) {
        return new DhcpSettings(
                mode,
                SELF,
                mode == DhcpMode.PROXY ? List.of() : List.of(NET, FAR),
                reservations,
                strangers,
                DhcpSettings.IPXE_LOADERS,
                Path.of("unused"),
                Duration.ofMinutes(1));
    }
}
