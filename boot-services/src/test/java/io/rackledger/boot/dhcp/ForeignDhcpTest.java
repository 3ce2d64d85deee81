package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.boot.ForeignProgram;
import io.rackledger.boot.Segment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DHCP clients, another server, and a reader of packets, that others wrote, on a segment with our server. Takes root. */
final class ForeignDhcpTest {
    private static final String UDHCPC_SCRIPT =
            "#!/bin/sh\n[ \"$1\" = bound ] && echo \"got $ip $subnet $router $serverid\"\nexit 0\n";
    private static final String DHCLIENT_SCRIPT =
            "#!/bin/sh\ncase $reason in BOUND|RENEW|REBOOT) ip addr add \"$new_ip_address/24\" dev c;"
                    + " echo \"got $new_ip_address\" >> got.txt;; esac\nexit 0\n";

    @TempDir
    Path directory;

    @BeforeAll
    static void whereItIsPossible() {
        ForeignProgram.needRoot();
        ForeignProgram.need("ip", "busybox", "dhclient", "perfdhcp", "tcpdump", "tshark", "dnsmasq");
    }

    @Test
    void servesTheClientsOfOthersInWellFormedPackets() throws Exception {
        try (Segment segment = new Segment(directory)) {
            segment.serve("AUTHORITATIVE");
            Process tcpdump = listen(segment);
            String udhcpc = udhcpc(segment);
            assertThat(udhcpc).contains("got 198.18.77.100 255.255.255.0 198.18.77.1 198.18.77.1");

            dhclient(segment, "-1");
            assertThat(directory.resolve("got.txt"))
                    .as("the same machine under another client identifier")
                    .content()
                    .contains("got 198.18.77.100");
            dhclient(segment, "-r");
            segment.awaitTold("the release", line -> line.contains("DhcpLeaseEnded") && line.contains("198.18.77.100"));

            segment.in("f", "ip", "addr", "add", "198.18.77.2/24", "dev", "f");
            String report = segment.in(
                    "f",
                    "perfdhcp",
                    "-4",
                    "-l",
                    "f",
                    "-r",
                    "30",
                    "-n",
                    "90",
                    "-R",
                    "90",
                    "-W",
                    "2000000",
                    "198.18.77.1");
            assertThat(report).contains("received packets: 90").doesNotContain("drops: 1");

            tcpdump.destroy();
            tcpdump.waitFor(10, TimeUnit.SECONDS);
            String decoded = ForeignProgram.runWell(
                    directory,
                    "tshark",
                    "-r",
                    "packets.pcap",
                    "-T",
                    "fields",
                    "-e",
                    "dhcp.option.dhcp",
                    "-e",
                    "_ws.malformed",
                    "-e",
                    "_ws.col.Info");
            assertThat(decoded.lines().filter(line -> line.startsWith("5")).count())
                    .as("acknowledgements that were understood")
                    .isGreaterThanOrEqualTo(92);
            assertThat(decoded).doesNotContain("alformed");
        }
    }

    @Test
    void tellsOfAnotherServerThatAnswersOnTheSegment() throws Exception {
        try (Segment segment = new Segment(directory)) {
            segment.serve("AUTHORITATIVE");
            segment.in("f", "ip", "addr", "add", "198.18.77.66/24", "dev", "f");
            segment.start(
                    "f",
                    directory.resolve("dnsmasq.txt"),
                    "dnsmasq",
                    "--port=0",
                    "--keep-in-foreground",
                    "--user=root",
                    "--interface=f",
                    "--bind-interfaces",
                    "--no-ping",
                    "--conf-file=/dev/null",
                    "--pid-file=",
                    "--log-facility=-",
                    "--dhcp-broadcast",
                    "--dhcp-boot=pxelinux.0",
                    "--dhcp-leasefile=" + directory.resolve("foreign.leases"),
                    "--dhcp-range=198.18.77.10,198.18.77.20,1h");
            await().until(() ->
                    Files.readString(directory.resolve("dnsmasq.txt")).contains("DHCP, IP range"));
            udhcpc(segment);
            segment.awaitTold(
                    "the conflict",
                    line -> line.startsWith("6f1cb0d2")
                            && line.contains("DhcpConflictSeen")
                            && line.contains("198.18.77.66"));
        }
    }

    private Process listen(Segment segment) throws Exception {
        Path heard = directory.resolve("tcpdump.txt");
        Process tcpdump = segment.start(
                "s",
                heard,
                "tcpdump",
                "--immediate-mode",
                "-U",
                "-Z",
                "root",
                "-i",
                "br0",
                "-w",
                directory.resolve("packets.pcap").toString(),
                "udp port 67 or udp port 68");
        await().until(() -> Files.readString(heard).contains("listening on"));
        return tcpdump;
    }

    private String udhcpc(Segment segment) throws Exception {
        Path script = script("udhcpc.sh", UDHCPC_SCRIPT);
        return segment.in(
                "c",
                "busybox",
                "udhcpc",
                "-i",
                "c",
                "-f",
                "-n",
                "-q",
                "-B",
                "-t",
                "6",
                "-T",
                "3",
                "-s",
                script.toString());
    }

    private void dhclient(Segment segment, String what) throws Exception {
        Path script = script("dhclient.sh", DHCLIENT_SCRIPT);
        segment.in(
                "c",
                "dhclient",
                what,
                "-v",
                "-cf",
                "/dev/null",
                "-sf",
                script.toString(),
                "-lf",
                directory.resolve("dhclient.leases").toString(),
                "-pf",
                directory.resolve("dhclient.pid").toString(),
                "c");
    }

    private Path script(String name, String text) throws Exception {
        Path script = Files.writeString(directory.resolve(name), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
