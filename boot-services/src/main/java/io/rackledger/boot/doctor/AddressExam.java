package io.rackledger.boot.doctor;

import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.Ipv4;
import io.rackledger.boot.dhcp.Subnet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether machines can reach the addresses that they are told. */
final class AddressExam {
    private static final int CONNECT_MILLIS = 2000;
    private static final int HTTP = 80;

    private final DoctorSubject subject;
    private final List<Check> checks = new ArrayList<>();

    AddressExam(DoctorSubject subject) {
        this.subject = subject;
    }

    List<Check> run() {
        bind();
        URI boot = URI.create(subject.addresses().boot().value());
        URI seed = URI.create(subject.addresses().seed().value());
        url("boot URL", boot, "--boot-url");
        if (!seed.equals(boot)) {
            url("seed URL", seed, "--seed-url");
        }
        subject.dhcp().ifPresent(dhcp -> {
            own(dhcp);
            dhcp.subnets().forEach(subnet -> reach(subnet, boot));
        });
        return checks;
    }

    private void bind() {
        if (subject.bind().equals("0.0.0.0") || subject.bind().equals("::")) {
            return;
        }
        find(subject.bind())
                .filter(address -> Interfaces.of(address).isEmpty())
                .ifPresent(_ -> checks.add(Check.fails(
                        "bind address",
                        subject.bind() + " is on no interface of this host",
                        "name an address of this host with --boot-bind, or 0.0.0.0 for all")));
    }

    private void url(String name, URI url, String option) {
        Optional<InetAddress> address = find(url.getHost());
        if (address.isEmpty()) {
            checks.add(Check.fails(
                    name,
                    url + ": the name " + url.getHost() + " has no address here",
                    "use the numeric address of this host on the machines' network with " + option));
        } else if (address.get().isLoopbackAddress()) {
            loopback(name, url, option);
        } else {
            remote(name, url, option, address.get());
        }
    }

    private void loopback(String name, URI url, String option) {
        String found = url + " is this host's loopback address: no other machine reaches it"
                + (subject.urlIsSet() ? "" : "; it is told because no URL is set");
        String remedy = "name the address of this host on the machines' network with " + option;
        checks.add(
                subject.isLoopbackOnly() && subject.dhcp().isEmpty()
                        ? Check.warning(name, found, remedy)
                        : Check.fails(name, found, remedy));
    }

    private void remote(String name, URI url, String option, InetAddress address) {
        int port = url.getPort() < 0 ? HTTP : url.getPort();
        if (isName(url) && subject.dhcp().filter(AddressExam::tellsNoDns).isPresent()) {
            checks.add(Check.fails(
                    name,
                    url + " has a host name, but our DHCP server tells machines no name server",
                    "use a numeric address, or name servers with --dhcp-dns"));
            return;
        }
        Optional<Interfaces.Place> place = Interfaces.of(address);
        if (place.isEmpty()) {
            checks.add(Check.warning(
                    name,
                    url + " is on no interface of this host",
                    "right only where something forwards it to this host; else name an address of this host with "
                            + option));
        } else if (!place.get().up()) {
            checks.add(Check.fails(
                    name,
                    url + " is on interface " + place.get().name() + ", which is down",
                    "ip link set " + place.get().name() + " up"));
        } else if (subject.listeners().stream()
                .noneMatch(each -> each.transport() == Listener.Transport.TCP && each.port() == port)) {
            checks.add(Check.warning(
                    name,
                    url + ": nothing of ours listens on port " + port,
                    "right only where something forwards it; else name a port of --boot-port"));
        } else {
            checks.add(answers(
                    name, url, new InetSocketAddress(address, port), place.get().name()));
        }
    }

    private Check answers(String name, URI url, InetSocketAddress address, String place) {
        if (!subject.running()) {
            return Check.well(name, url + " is on interface " + place);
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return Check.well(name, url + " is on interface " + place + " and takes connections");
        } catch (IOException e) {
            return Check.fails(
                    name,
                    url + " is on interface " + place + ", but takes no connection: " + e.getMessage(),
                    "check --boot-bind and the firewall of this host");
        }
    }

    private void own(DhcpSettings dhcp) {
        Optional<Interfaces.Place> place = Interfaces.of(address(dhcp.address()));
        Optional<Subnet> own = dhcp.subnets().stream()
                .filter(subnet -> subnet.contains(dhcp.address()))
                .findFirst();
        String name = "DHCP address";
        if (place.isEmpty()) {
            checks.add(Check.fails(
                    name,
                    dhcp.address() + " is on no interface of this host",
                    "name this host's own address on the machines' network with --dhcp-address"));
        } else if (!place.get().up()) {
            checks.add(Check.fails(
                    name,
                    dhcp.address() + " is on interface " + place.get().name() + ", which is down",
                    "ip link set " + place.get().name() + " up"));
        } else if (own.filter(subnet -> subnet.prefix() != place.get().prefix()).isPresent()) {
            checks.add(Check.warning(
                    name,
                    "interface " + place.get().name() + " has the network /"
                            + place.get().prefix() + ", its pool says /"
                            + own.get().prefix(),
                    "give --dhcp-pool the prefix of the interface; machines are told the pool's mask"));
        } else {
            checks.add(Check.well(
                    name, dhcp.address() + " is on interface " + place.get().name()));
        }
    }

    /** Without a router a machine reaches its own network alone. */
    private void reach(Subnet subnet, URI boot) {
        String name = "way from " + subnet.network() + "/" + subnet.prefix();
        Optional<InetAddress> host = find(boot.getHost());
        if (host.filter(InetAddress::isLoopbackAddress).isPresent()) {
            // Told already.
            return;
        }
        Optional<Ipv4> target =
                host.filter(Inet4Address.class::isInstance).map(address -> Ipv4.parse(address.getHostAddress()));
        if (target.filter(subnet::contains).isPresent()) {
            checks.add(Check.well(name, boot.getHost() + " is in the same network"));
        } else if (subnet.router().isEmpty()) {
            checks.add(Check.fails(
                    name,
                    boot.getHost() + " is in another network, and machines are told no router",
                    "name the router behind the pool: --dhcp-pool NETWORK/PREFIX:FIRST-LAST,ROUTER"));
        } else {
            checks.add(Check.well(
                    name,
                    boot.getHost() + " is reached over the router "
                            + subnet.router().get()));
        }
    }

    private static boolean tellsNoDns(DhcpSettings dhcp) {
        return dhcp.subnets().stream().anyMatch(subnet -> subnet.dns().isEmpty());
    }

    private static boolean isName(URI url) {
        return !url.getHost().matches("[0-9.]+") && !url.getHost().contains(":");
    }

    private static InetAddress address(Ipv4 address) {
        return find(address.toString()).orElseThrow();
    }

    private static Optional<InetAddress> find(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
