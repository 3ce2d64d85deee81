package io.rackledger.boot.dhcp;

import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the messages of the server. Pure. */
final class Answers {
    static final int SERVER_PORT = 67;
    static final int CLIENT_PORT = 68;
    /** PXE 2.1 tag 6, value 8: load the boot file that is named here, ask nobody else. */
    private static final byte[] LOAD_THIS = {6, 1, 8, (byte) OptionCode.END};

    private static final byte[] NO_PROXY = {(byte) OptionCode.IPXE_NO_PROXY, 1, 1};
    private static final int LONGEST_FILE = DhcpDecoder.FILE_LENGTH - 1;

    private final Ipv4 self;
    private final BootFiles files;

    Answers(Ipv4 self, BootFiles files) {
        this.self = self;
        this.files = files;
    }

    /** An offer or acknowledgement of an address. */
    Decision.Reply address(DhcpMessage request, Asker asker, MessageType type, Ipv4 address, Subnet subnet) {
        DhcpOptions options = lease(typed(request, type), subnet.lease());
        Ipv4 given = type == MessageType.ACK && address.isNone() ? request.client() : address;
        return sent(request, asker, given, network(options, subnet), type == MessageType.ACK);
    }

    /** Settings for a machine that has its address from elsewhere. */
    Decision.Reply informed(DhcpMessage request, Asker asker, Optional<Subnet> subnet) {
        DhcpOptions options = typed(request, MessageType.ACK);
        DhcpOptions all = subnet.map(known -> network(options, known)).orElse(options);
        return sent(request, asker, Ipv4.NONE, all, false);
    }

    /** What to boot, beside another server. */
    Decision.Reply proxied(DhcpMessage request, Asker asker, MessageType type) {
        DhcpOptions options = typed(request, type);
        if (asker.client() != DhcpClient.HTTP_FIRMWARE) {
            options = options.with(OptionCode.VENDOR_CLASS, "PXEClient").with(OptionCode.VENDOR, LOAD_THIS);
        }
        return sent(request, asker, Ipv4.NONE, options.withSame(OptionCode.MACHINE_ID, request.options()), false);
    }

    /** No. RFC 2131 table 3: nothing but the type, the server and why. */
    Decision.Reply refusal(DhcpMessage request, String why) {
        DhcpOptions options = typed(request, MessageType.NAK)
                .with(OptionCode.MESSAGE, why)
                .withSame(OptionCode.RELAY, request.options());
        DhcpMessage message = new DhcpMessage(
                true,
                0,
                request.xid(),
                0,
                true,
                Ipv4.NONE,
                Ipv4.NONE,
                Ipv4.NONE,
                request.relay(),
                request.mac(),
                "",
                options);
        return request.relay().isNone()
                ? new Decision.Reply(message, Ipv4.BROADCAST, CLIENT_PORT, false)
                : new Decision.Reply(message, request.relay(), SERVER_PORT, false);
    }

    private DhcpOptions typed(DhcpMessage request, MessageType type) {
        return DhcpOptions.NONE
                .with(OptionCode.MESSAGE_TYPE, new byte[] {(byte) type.code()})
                .with(OptionCode.SERVER, self)
                // RFC 6842: a machine that names itself wants to hear it.
                .withSame(OptionCode.CLIENT_ID, request.options());
    }

    private static DhcpOptions lease(DhcpOptions options, Duration lease) {
        long seconds = lease.toSeconds();
        return options.with(OptionCode.LEASE_TIME, seconds)
                .with(OptionCode.RENEWAL_TIME, seconds / 2)
                .with(OptionCode.REBINDING_TIME, seconds * 7 / 8);
    }

    private static DhcpOptions network(DhcpOptions before, Subnet subnet) {
        DhcpOptions options = before.with(OptionCode.SUBNET_MASK, subnet.mask());
        if (subnet.router().isPresent()) {
            options = options.with(OptionCode.ROUTER, subnet.router().get());
        }
        if (!subnet.dns().isEmpty()) {
            byte[] all = new byte[4 * subnet.dns().size()];
            for (int i = 0; i < subnet.dns().size(); i++) {
                System.arraycopy(subnet.dns().get(i).bytes(), 0, all, 4 * i, 4);
            }
            options = options.with(OptionCode.DNS, all);
        }
        return options;
    }

    private Decision.Reply sent(DhcpMessage request, Asker asker, Ipv4 given, DhcpOptions network, boolean binding) {
        String file = files.next(asker).orElse("");
        boolean fits = file.length() <= LONGEST_FILE;
        DhcpOptions options = boot(network, request, asker, file).withSame(OptionCode.RELAY, request.options());
        DhcpMessage message = request.answer(given, file.isEmpty() ? Ipv4.NONE : self, fits ? file : "", options);
        return addressed(request, message, binding);
    }

    private DhcpOptions boot(DhcpOptions before, DhcpMessage request, Asker asker, String file) {
        DhcpOptions options = before;
        if (!file.isEmpty() && (request.options().asksFor(OptionCode.BOOT_FILE) || file.length() > LONGEST_FILE)) {
            options = options.with(OptionCode.BOOT_FILE, file);
        }
        return switch (asker.client()) {
            case PXE_FIRMWARE -> file.isEmpty() ? options : options.with(OptionCode.TFTP_SERVER, self.toString());
            // UEFI takes an offer for HTTP boot only if it says so.
            case HTTP_FIRMWARE -> options.with(OptionCode.VENDOR_CLASS, "HTTPClient");
            // Else iPXE waits three seconds for more offers.
            case IPXE -> options.with(OptionCode.IPXE, NO_PROXY);
            case OTHER -> options;
        };
    }

    /** RFC 2131 section 4.1. Broadcast also where the machine could take unicast: it does not answer ARP yet. */
    private static Decision.Reply addressed(DhcpMessage request, DhcpMessage message, boolean binding) {
        if (!request.relay().isNone()) {
            return new Decision.Reply(message, request.relay(), SERVER_PORT, binding);
        }
        Ipv4 to = request.client().isNone() ? Ipv4.BROADCAST : request.client();
        return new Decision.Reply(message, to, CLIENT_PORT, binding);
    }

    /** The answer as a signal. */
    SignalBody told(DhcpAnswer answer, DhcpMessage request, Asker asker, Ipv4 address, Duration lease) {
        boolean no = answer == DhcpAnswer.REFUSED;
        return new SignalBody.DhcpAnswered(
                asker.mac(),
                answer,
                asker.client(),
                asker.architecture(),
                asker.uuid(),
                address.isNone() ? "" : address.toString(),
                lease,
                no ? "" : files.next(asker).orElse(""),
                request.relay().isNone() ? "" : request.relay().toString());
    }

    boolean lacksLoader(Asker asker) {
        return files.lacks(asker);
    }

    static List<SignalBody> also(SignalBody first, Optional<SignalBody> second) {
        return second.map(body -> List.of(first, body)).orElse(List.of(first));
    }
}
