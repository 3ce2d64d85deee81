package io.rackledger.boot.dhcp;

import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers requests: a function of request, settings, leases and time, without effects. RFC 2131 section 4.3. */
final class DhcpDecider {
    /** How long an address is left alone that a machine found in use. */
    static final Duration BLOCK = Duration.ofMinutes(10);

    private final DhcpSettings settings;
    private final Answers answers;

    DhcpDecider(DhcpSettings settings, BootFiles files) {
        this.settings = settings;
        this.answers = new Answers(settings.address(), files);
    }

    /** @param known whether a node has claimed the machine's MAC address */
    Decision decide(DhcpMessage request, boolean known, Leases leases, Instant now) {
        Optional<MessageType> type =
                request.reply() ? Optional.empty() : request.options().type();
        if (type.isEmpty()) {
            return Decision.NOTHING;
        }
        Asker asker = Asker.of(request);
        if (!known && !settings.strangers()) {
            return type.get() == MessageType.DISCOVER
                    ? Decision.silent(
                            refused(asker, 403, "No node has this machine; enroll it, or answer strangers too."))
                    : Decision.NOTHING;
        }
        return switch (settings.mode()) {
            case PROXY -> proxy(request, asker, type.get());
            case AUTHORITATIVE -> full(request, asker, type.get(), leases, now);
        };
    }

    /** A request at the port of the boot server, 4011: the machine has an address already, and asks once more what to load. */
    Decision decideAtBootPort(DhcpMessage request, boolean known) {
        boolean asks = !request.reply()
                && request.options()
                        .type()
                        .filter(type -> type == MessageType.REQUEST || type == MessageType.INFORM)
                        .isPresent();
        Asker asker = Asker.of(request);
        boolean stranger = !known && !settings.strangers();
        return asks && !stranger && asker.client() != DhcpClient.OTHER
                ? told(request, asker, MessageType.ACK)
                : Decision.NOTHING;
    }

    private Decision proxy(DhcpMessage request, Asker asker, MessageType type) {
        return type == MessageType.DISCOVER && asker.client() != DhcpClient.OTHER
                ? told(request, asker, MessageType.OFFER)
                : Decision.NOTHING;
    }

    /** The address that the machine of a node says it takes, of the server beside which we only tell what to boot. */
    Optional<Ipv4> choice(DhcpMessage request, boolean known) {
        boolean elsewhere = settings.mode() == DhcpMode.PROXY
                && !request.reply()
                && request.options().type().filter(MessageType.REQUEST::equals).isPresent();
        return request.options().address(OptionCode.REQUESTED_ADDRESS).filter(_ -> known && elsewhere);
    }

    private Decision told(DhcpMessage request, Asker asker, MessageType type) {
        return answers.lacksLoader(asker)
                ? Decision.silent(noLoader(asker))
                : Decision.of(
                        answers.proxied(request, asker, type),
                        answers.told(DhcpAnswer.BOOT_FILE_TOLD, request, asker, Ipv4.NONE, Duration.ZERO));
    }

    private Decision full(DhcpMessage request, Asker asker, MessageType type, Leases leases, Instant now) {
        Optional<Subnet> subnet = settings.subnetOf(request);
        return switch (type) {
            case DISCOVER ->
                subnet.map(known -> offer(request, asker, known, leases, now))
                        .orElseGet(() -> Decision.silent(
                                refused(asker, 404, "No network is set up for the relay " + request.relay() + ".")));
            case REQUEST ->
                subnet.map(known -> request(request, asker, known, leases, now)).orElse(Decision.NOTHING);
            case INFORM ->
                Decision.of(
                        answers.informed(request, asker, subnet),
                        answers.told(DhcpAnswer.INFORMED, request, asker, request.client(), Duration.ZERO));
            case RELEASE -> ended(request, asker, request.client(), leases, now, false);
            case DECLINE ->
                ended(
                        request,
                        asker,
                        request.options().address(OptionCode.REQUESTED_ADDRESS).orElse(Ipv4.NONE),
                        leases,
                        now,
                        true);
            case OFFER, ACK, NAK -> Decision.NOTHING;
        };
    }

    private Decision offer(DhcpMessage request, Asker asker, Subnet subnet, Leases leases, Instant now) {
        Optional<Ipv4> address = choose(request, asker, subnet, leases, now);
        if (address.isEmpty()) {
            return Decision.silent(
                    refused(asker, 503, "No address of " + subnet.first() + " to " + subnet.last() + " is free."));
        }
        SignalBody offered = answers.told(DhcpAnswer.OFFERED, request, asker, address.get(), settings.offerHold());
        Optional<SignalBody> missing = answers.lacksLoader(asker) ? Optional.of(noLoader(asker)) : Optional.empty();
        boolean runs = leases.of(asker.mac())
                .filter(lease ->
                        lease.granted() && lease.runsAt(now) && lease.address().equals(address.get()))
                .isPresent();
        Decision.Reply reply = answers.address(request, asker, MessageType.OFFER, address.get(), subnet);
        Decision decision = new Decision(Optional.of(reply), Optional.empty(), Answers.also(offered, missing));
        // A running lease is not made shorter by a machine that starts anew.
        return runs
                ? decision
                : decision.with(new LeaseChange.Put(
                        new Lease(asker.mac(), address.get(), now.plus(settings.offerHold()), false)));
    }

    private Optional<Ipv4> choose(DhcpMessage request, Asker asker, Subnet subnet, Leases leases, Instant now) {
        Optional<Ipv4> reserved = reserved(asker).filter(subnet::contains);
        if (reserved.isPresent()) {
            return reserved;
        }
        return leases.of(asker.mac())
                .map(Lease::address)
                .or(() -> request.options().address(OptionCode.REQUESTED_ADDRESS))
                .filter(address -> mayHave(asker, address, subnet, leases, now))
                .or(() -> leases.free(subnet, now));
    }

    private Optional<Ipv4> reserved(Asker asker) {
        return Optional.ofNullable(settings.reservations().get(asker.mac()));
    }

    private boolean mayHave(Asker asker, Ipv4 address, Subnet subnet, Leases leases, Instant now) {
        Optional<Ipv4> reserved = reserved(asker).filter(subnet::contains);
        if (reserved.isPresent()) {
            return reserved.get().equals(address);
        }
        return subnet.pools(address) && leases.isFreeFor(asker.mac(), address, now);
    }

    private Decision request(DhcpMessage request, Asker asker, Subnet subnet, Leases leases, Instant now) {
        Optional<Ipv4> server = request.options().address(OptionCode.SERVER);
        Ipv4 wanted = request.options()
                .address(OptionCode.REQUESTED_ADDRESS)
                .filter(_ -> request.client().isNone())
                .orElse(request.client());
        if (server.isPresent() && !server.get().equals(settings.address())) {
            return elsewhere(asker, server.get(), wanted);
        }
        if (wanted.isNone()) {
            return Decision.NOTHING;
        }
        if (!mayHave(asker, wanted, subnet, leases, now)) {
            return Decision.of(
                    answers.refusal(request, wanted + " is not yours"),
                    answers.told(DhcpAnswer.REFUSED, request, asker, wanted, Duration.ZERO));
        }
        Lease lease = new Lease(asker.mac(), wanted, now.plus(subnet.lease()), true);
        return Decision.of(
                        answers.address(request, asker, MessageType.ACK, wanted, subnet),
                        answers.told(DhcpAnswer.LEASED, request, asker, wanted, subnet.lease()))
                .with(new LeaseChange.Put(lease));
    }

    /** The machine has chosen another server: on a network where we should be the only one. */
    private static Decision elsewhere(Asker asker, Ipv4 server, Ipv4 wanted) {
        return Decision.silent(new SignalBody.DhcpConflictSeen(asker.mac(), server.toString(), wanted.toString(), ""));
    }

    private Decision ended(
            DhcpMessage request, Asker asker, Ipv4 address, Leases leases, Instant now, boolean declined) {
        boolean its = leases.of(asker.mac())
                .filter(lease -> lease.address().equals(address) && lease.runsAt(now))
                .isPresent();
        boolean ours = request.options()
                .address(OptionCode.SERVER)
                .filter(settings.address()::equals)
                .isPresent();
        if (!its || !ours) {
            return Decision.NOTHING;
        }
        LeaseChange change = declined
                ? new LeaseChange.Block(address, asker.mac(), now.plus(BLOCK))
                : new LeaseChange.End(asker.mac(), now);
        return new Decision(
                Optional.empty(),
                Optional.of(change),
                List.of(new SignalBody.DhcpLeaseEnded(asker.mac(), address.toString(), declined)));
    }

    private static SignalBody noLoader(Asker asker) {
        return refused(
                asker,
                404,
                "There is no loader for firmware of architecture "
                        + asker.architecture().map(String::valueOf).orElse("unknown") + ".");
    }

    private static SignalBody refused(Asker asker, int status, String why) {
        return new SignalBody.RequestRefused("DHCP request of " + asker.mac(), status, why);
    }
}
