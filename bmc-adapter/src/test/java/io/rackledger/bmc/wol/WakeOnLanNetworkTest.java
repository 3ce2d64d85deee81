package io.rackledger.bmc.wol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A magic packet between two network namespaces, without a default route, heard by tcpdump as a network card would. */
final class WakeOnLanNetworkTest {
    private static final String SCRIPT = """
        set -eu
        a=rlwa$$ b=rlwb$$
        trap 'ip netns del $a; ip netns del $b' EXIT
        ip netns add $a; ip netns add $b
        ip link add v$$a netns $a type veth peer name v$$b netns $b
        ip -n $a addr add 10.77.1.1/24 brd + dev v$$a
        ip -n $a link set v$$a up; ip -n $b link set v$$b up
        ip netns exec $b timeout 60 tcpdump -i v$$b -n -e -x -c 1 'ether broadcast and udp port 9' >$$.heard 2>$$.said &
        until grep -q listening $$.said; do sleep 0.1; done
        ip netns exec $a "$1" -cp "$2" io.rackledger.bmc.wol.WakeOnce wol://52-54-00-aa-bb-cc
        wait
        cat $$.heard; rm -f $$.heard $$.said
        """;

    @TempDir
    private Path folder;

    @Test
    void reachesTheDirectedBroadcastOfEachNetworkWithoutARoute() throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/tcpdump")),
                "SKIPPED: no network namespace; run as root, apt-get install tcpdump iproute2");
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        SCRIPT,
                        "bash",
                        ProcessHandle.current().info().command().orElse("java"),
                        System.getProperty("java.class.path"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .contains("sent a magic packet for 52:54:00:aa:bb:cc to 10.77.1.255: requested, unverified")
                .contains("> ff:ff:ff:ff:ff:ff")
                .contains("> 10.77.1.255.9: UDP, length 102");
        assertThat(said.replaceAll("(?m)^\\s*0x[0-9a-f]+:|\\s", ""))
                .contains("ffffffffffff" + "525400aabbcc".repeat(16));
    }
}
