package io.rackledger.bmc.wol;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom to wake, as the node's BMC address says: {@code wol://52-54-00-aa-bb-cc}, with {@code ?broadcast=10.0.0.255} where the machine is in a
 * network that is not ours, and {@code &port=7}.
 *
 * @param broadcast directed broadcast address of the machine's network; empty for those of all our own networks
 * @param port UDP port, which no card looks at
 */
record WakeTarget(MacAddress mac, Optional<InetAddress> broadcast, int port) {
    static final int PORT = 9;
    static final String FORM =
            "use wol://52-54-00-aa-bb-cc, with ?broadcast=10.0.0.255 where the machine is in another network";

    private static final Pattern OPTION = Pattern.compile("(broadcast|port)=([0-9.]{1,15})");
    private static final Pattern DASHED = Pattern.compile("[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.|$)){4}");
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException where the address is none of this driver; the message says what is wrong and what to write */
    static WakeTarget of(BmcAddress address) {
        URI uri = address.uri();
        boolean bare = uri.getPath() == null || uri.getPath().isEmpty();
        if (!"wol".equals(uri.getScheme())
                || !bare
                || !DASHED.matcher(String.valueOf(uri.getHost())).matches()) {
            throw unfit(address, "is none of driver wol");
        }
        MacAddress mac = new MacAddress(String.valueOf(uri.getHost()).replace('-', ':'));
        Optional<InetAddress> broadcast = Optional.empty();
        int port = PORT;
        for (String option :
                Optional.ofNullable(uri.getQuery()).map(q -> q.split("&")).orElse(new String[0])) {
            Matcher told = OPTION.matcher(option);
            if (!told.matches()) {
                throw unfit(address, "has an option that is not known");
            }
            if (told.group(1).equals("port")) {
                port = port(address, told.group(2));
            } else {
                broadcast = Optional.of(broadcast(address, told.group(2)));
            }
        }
        return new WakeTarget(mac, broadcast, port);
    }

    private static int port(BmcAddress address, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LAST_PORT) {
            throw unfit(address, "has a port that is none");
        }
        return Integer.parseInt(text);
    }

    /** The broadcast to all networks is not taken: without a default route it goes nowhere, and with one it goes one way only. */
    private static InetAddress broadcast(BmcAddress address, String text) {
        if (text.equals("255.255.255.255")) {
            throw unfit(address, "names the broadcast to all networks, which reaches at most one");
        }
        if (!IPV4.matcher(text).matches()) {
            throw unfit(address, "has a broadcast that is no IPv4 address");
        }
        return Inet4Address.ofLiteral(text);
    }

    private static IllegalArgumentException unfit(BmcAddress address, String what) {
        return new IllegalArgumentException("BMC address " + address + " " + what + "; " + FORM);
    }
}
