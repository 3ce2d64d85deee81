package io.rackledger.boot.doctor;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/** The network interfaces of this host. */
final class Interfaces {
    private Interfaces() {}

    /** An address on an interface. */
    record Place(String name, boolean up, int prefix) {}

    /** Where the address is; empty where it is on no interface of this host. */
    static Optional<Place> of(InetAddress address) {
        try {
            NetworkInterface found = NetworkInterface.getByInetAddress(address);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Place(found.getName(), found.isUp(), prefix(found, address)));
        } catch (SocketException e) {
            throw new IllegalStateException("this host does not tell its interfaces", e);
        }
    }

    /** Whether sockets can be bound to it here: it is all addresses, or on an interface. */
    static boolean has(String numeric) {
        try {
            InetAddress address = InetAddress.getByName(numeric);
            return address.isAnyLocalAddress() || of(address).isPresent();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static int prefix(NetworkInterface found, InetAddress address) {
        return found.getInterfaceAddresses().stream()
                .filter(each -> each.getAddress().equals(address))
                .mapToInt(InterfaceAddress::getNetworkPrefixLength)
                .findFirst()
                .orElse(0);
    }
}
