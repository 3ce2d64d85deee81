package io.rackledger.bmc.wol;

import io.rackledger.bmc.driver.BlindSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Wakes one machine. Nothing ever comes back. */
final class WakeSession extends BlindSession {
    private final WakeTarget target;
    private final byte[] password;

    WakeSession(WakeTarget target, byte[] password) {
        super(target.mac().value());
        this.target = target;
        this.password = password;
    }

    @Override
    public String press(Button button, Instant until) throws BmcTrouble {
        if (button != Button.ON) {
            throw new BmcTrouble(
                    FailureKind.UNSUPPORTED,
                    "Wake-on-LAN switches on only; switch the machine with " + authority()
                            + " off by hand, or give its node another driver");
        }
        byte[] packet = MagicPacket.of(target.mac(), password);
        try {
            List<InetAddress> broadcasts =
                    target.broadcast().isPresent() ? List.of(target.broadcast().get()) : Waker.networks();
            List<InetAddress> sent = Waker.send(packet, broadcasts, target.port());
            String to = sent.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            return "sent a magic packet for " + authority() + " to " + to + ": requested, unverified";
        } catch (IOException e) {
            throw new BmcTrouble(
                    FailureKind.UNREACHABLE,
                    "the magic packet for " + authority() + " could not be sent (" + e.getMessage()
                            + "); check the networks of this host, or name one with ?broadcast=");
        }
    }
}
