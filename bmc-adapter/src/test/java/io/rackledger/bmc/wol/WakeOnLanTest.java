package io.rackledger.bmc.wol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.PowerState;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WakeOnLanTest {
    private static final String MAC = "525400aabbcc";
    private static final Instant SOON = Instant.now().plusSeconds(10);

    private final WakeOnLanDriver driver = new WakeOnLanDriver();

    @Test
    void writesSixOnesAndSixteenTimesTheAddress() {
        byte[] packet = MagicPacket.of(new MacAddress("52:54:00:aa:bb:cc"), new byte[0]);
        assertThat(HexFormat.of().formatHex(packet)).isEqualTo("ffffffffffff" + MAC.repeat(16));
    }

    @Test
    void addsThePasswordOfSecureOn() {
        MacAddress mac = new MacAddress("52:54:00:aa:bb:cc");
        byte[] six = MagicPacket.of(mac, SecureOn.parse("01:23:45:67:89:ab"));
        byte[] four = MagicPacket.of(mac, SecureOn.parse("192.168.0.1"));
        assertThat(six).hasSize(108).endsWith(1, 0x23, 0x45, 0x67, 0x89, 0xab);
        assertThat(four).hasSize(106).endsWith(192, 168, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecureOn.parse("canary-5e0f"))
                .withMessageContaining("01:23:45:67:89:ab")
                .withMessageNotContaining("canary");
    }

    @Test
    void sendsOnePacketAndSaysThatNothingIsKnownOfItsEffect() throws Exception {
        try (DatagramSocket machine = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
                BmcSession session = driver.open(
                        new BmcAddress("wol://52-54-00-aa-bb-cc?broadcast=127.0.0.1&port=" + machine.getLocalPort()),
                        Optional.of(new Credential("", "192.168.0.1")))) {
            machine.setSoTimeout(10_000);
            assertThat(session.press(Button.ON, SOON))
                    .isEqualTo("sent a magic packet for 52:54:00:aa:bb:cc to 127.0.0.1: requested, unverified");
            DatagramPacket heard = new DatagramPacket(new byte[200], 200);
            machine.receive(heard);
            assertThat(HexFormat.of().formatHex(Arrays.copyOf(heard.getData(), heard.getLength())))
                    .isEqualTo("ffffffffffff" + MAC.repeat(16) + "c0a80001");
            assertThat(session.tellsPower()).isFalse();
            assertThat(session.readPower(SOON)).isEqualTo(PowerState.UNKNOWN);
        }
    }

    @Test
    void cannotSwitchOff() throws BmcTrouble {
        try (BmcSession session = driver.open(new BmcAddress("wol://52-54-00-aa-bb-cc"), Optional.empty())) {
            assertThatExceptionOfType(BmcTrouble.class)
                    .isThrownBy(() -> session.press(Button.FORCE_OFF, SOON))
                    .withMessageContaining("switches on only")
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(FailureKind.UNSUPPORTED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipmi://10.0.0.5",
                "wol://10.0.0.5",
                "wol://52-54-00-aa-bb-cc/x",
                "wol://52-54-00-aa-bb-cc?broadcast=255.255.255.255",
                "wol://52-54-00-aa-bb-cc?broadcast=10.0.0",
                "wol://52-54-00-aa-bb-cc?port=0",
                "wol://52-54-00-aa-bb-cc?vlan=3"
            })
    void refusesAddressesThatAreNotItsOwnAndSaysWhatToWrite(String address) {
        assertThatExceptionOfType(BmcTrouble.class)
                .isThrownBy(() -> driver.open(new BmcAddress(address), Optional.empty()))
                .withMessageContaining("use wol://52-54-00-aa-bb-cc");
    }

    @Test
    void findsTheBroadcastAddressesOfOurNetworks() throws Exception {
        assertThat(Waker.networks()).noneMatch(InetAddress::isLoopbackAddress);
    }
}
