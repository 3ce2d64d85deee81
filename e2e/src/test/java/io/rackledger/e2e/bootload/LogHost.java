package io.rackledger.e2e.bootload;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A broker in the servers' namespace, and in its log the boot plans of many machines. Arguments: directory, number of nodes, MAC addresses of each. They
 * count up from {@link #FIRST_MAC}, as perfdhcp counts.
 */
public final class LogHost {
    static final long FIRST_MAC = 0x00_0c_01_00_00_00L;

    private LogHost() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedKafka broker = EmbeddedKafka.start(Path.of(arguments[0], "kafka"), 0);
        int nodes = Integer.parseInt(arguments[1]);
        int macs = Integer.parseInt(arguments[2]);
        LogSettings settings = LogSettings.embedded(broker.bootstrapServers());
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
            List<CompletableFuture<?>> published = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                published.add(log.bootPlanLog().publish(plan(node, macs)));
            }
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
        }
        System.out.println("BROKER " + broker.pid() + " " + broker.bootstrapServers() + " ready");
        while (System.in.read() >= 0) {
            // Until the benchmark ends us.
        }
        broker.close();
    }

    static MacAddress mac(long number) {
        long bits = FIRST_MAC + number;
        return new MacAddress("%02x:%02x:%02x:%02x:%02x:%02x"
                .formatted(
                        bits >> 40 & 0xff,
                        bits >> 32 & 0xff,
                        bits >> 24 & 0xff,
                        bits >> 16 & 0xff,
                        bits >> 8 & 0xff,
                        bits & 0xff));
    }

    public static AttemptId attempt(int node) {
        return AttemptId.of(node(node), 1);
    }

    private static NodeId node(int number) {
        return NodeId.of(UUID.nameUUIDFromBytes(("boot " + number).getBytes(StandardCharsets.UTF_8)));
    }

    private static BootPlan plan(int number, int count) {
        SortedSet<MacAddress> macs = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            macs.add(mac((long) number * count + i));
        }
        return new BootPlan(
                node(number),
                "boot-" + number,
                macs,
                BootPlanKind.CLEAN,
                Optional.of(attempt(number)),
                Optional.empty(),
                BootStage.EPHEMERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                100,
                Optional.empty(),
                1);
    }
}
