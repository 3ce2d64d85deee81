package io.rackledger.bmc.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BootDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that answers the same to everything, whatever it is: all that comes of it is an answer or a trouble, and it ends. */
final class HostileRedfishTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String location = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
                exchange.getResponseHeaders().set("X-Auth-Token", "t");
                exchange.getResponseHeaders().set("Retry-After", "later");
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    static List<String> bodies() {
        String self = "{\"@odata.id\":\"/redfish/v1/\"}";
        return List.of(
                "",
                "[]",
                "null",
                "1e400",
                "\"text\"",
                "<html>503</html>",
                "{\"Members\":{},\"Links\":[],\"Oem\":7,\"Actions\":null,\"Boot\":[],\"PowerState\":{},\"UUID\":[1]}",
                "{\"Systems\":{\"@odata.id\":5},\"Links\":{\"Sessions\":{\"@odata.id\":[]},\"ManagedBy\":[null,{}]}}",
                "{\"Members\":[null,1,{},\"x\",{\"@odata.id\":\"http://198.51.100.1/\"}],\"Links\":{\"ManagedBy\":["
                        + self + "],\"Chassis\":[" + self + "]},\"Systems\":" + self + "}",
                "{\"Members\":[" + self + "],\"Members@odata.nextLink\":\"/redfish/v1/\",\"Entries\":" + self
                        + ",\"LogServices\":" + self + ",\"VirtualMedia\":" + self
                        + ",\"MediaTypes\":[\"CD\"],\"Links\":"
                        + "{\"ManagedBy\":[" + self + "],\"Chassis\":[" + self + "],\"Sessions\":" + self
                        + "},\"Systems\":"
                        + self + ",\"Managers\":" + self + ",\"Chassis\":" + self + ",\"EventService\":" + self
                        + ",\"Subscriptions\":" + self + ",\"Sensors\":" + self + ",\"Processors\":" + self
                        + ",\"Storage\":" + self + ",\"Drives\":[null,7," + self + "]}",
                "{\"MemorySummary\":{\"TotalSystemMemoryGiB\":1e300},\"Links\":{\"ManagedBy\":[" + self + "]},"
                        + "\"Actions\":{\"#ComputerSystem.Reset\":{\"target\":\"//198.51.100.1/x\"},"
                        + "\"#Manager.Reset\":{\"target\":\"/a b\",\"ResetType@Redfish.AllowableValues\":[{}]}}}",
                boot("1\\u00012"),
                boot("\\u20ac"),
                boot("v".repeat(100_000)),
                "[".repeat(100_000),
                "{\"error\":{\"@Message.ExtendedInfo\":[null,{\"MessageId\":7}],\"code\":[]}}");
    }

    /** A system whose boot device can be changed, in a version by this name. */
    private static String boot(String version) {
        return "{\"@odata.etag\":\"" + version + "\",\"Boot\":{\"BootSourceOverrideTarget\":\"None\"}}";
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void takesAnyAnswerForAnAnswerOrATrouble(String hostile) {
        body = hostile;
        for (int each : new int[] {200, 503}) {
            status = each;
            everything("/redfish/v1/Systems/1");
        }
        status = 201;
        for (String where : List.of("http://198.51.100.1:9/x", "nowhere")) {
            location = where;
            everything("");
        }
    }

    @Test
    void endsWhereTheBmcClosesTheConnectionOrSendsHalfAnAnswer() {
        status = 200;
        body = "{\"PowerState\":";
        everything("/redfish/v1/Systems/1");
    }

    /** Only {@link BmcTrouble} may come out, with words. */
    private void everything(String path) {
        Clock clock = Clock.systemUTC();
        BmcAddress address =
                new BmcAddress("redfish+http://127.0.0.1:" + server.getAddress().getPort() + path);
        List<Work> all = List.of(
                BmcSession::identity,
                BmcSession::readPower,
                (session, until) -> session.press(Button.ON, until),
                (session, until) -> {
                    session.setBootDevice(new BootChoice(BootDevice.PXE, true), until);
                    return true;
                },
                BmcSession::lastReset,
                served(BmcServices::inventory),
                served(BmcServices::media),
                served(BmcServices::sensors),
                served((services, until) -> services.log(3, until)),
                served(BmcServices::restart),
                served((services, until) -> services.subscribe(URI.create("https://192.0.2.1/"), "c", until)),
                served((services, until) -> services.isSubscribed("/x", URI.create("https://192.0.2.1/"), until)),
                served((services, until) -> {
                    services.insertMedia(URI.create("http://192.0.2.1/i.iso"), until);
                    return true;
                }));
        try (RedfishDriver driver = new RedfishDriver(clock, Optional.empty(), threads)) {
            for (Work work : all) {
                try (BmcSession session = driver.open(address, Optional.of(BmcBench.ADMIN))) {
                    assertThat(work.with(session, clock.instant().plus(PATIENCE)))
                            .isNotNull();
                } catch (BmcTrouble trouble) {
                    assertThat(trouble.detail()).startsWith("BMC 127.0.0.1:").doesNotContain(BmcBench.ADMIN.password());
                }
            }
            ProbeReport walk = driver.probe(address, Optional.of(BmcBench.ADMIN), Optional.empty(), PATIENCE);
            assertThat(walk.stages()).isNotEmpty();
            assertThat(walk.toString()).doesNotContain(BmcBench.ADMIN.password());
        }
    }

    private interface Work {
        Object with(BmcSession session, Instant until) throws BmcTrouble;
    }

    private interface ServiceWork {
        Object with(BmcServices services, Instant until) throws BmcTrouble;
    }

    private static Work served(ServiceWork work) {
        return (session, until) -> work.with(session.services().orElseThrow(), until);
    }
}
