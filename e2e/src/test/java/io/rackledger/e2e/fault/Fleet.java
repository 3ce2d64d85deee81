package io.rackledger.e2e.fault;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.launcher.rack.Firmware;
import io.rackledger.launcher.rack.MachineFault;
import io.rackledger.launcher.rack.RackSlot;
import io.rackledger.launcher.rack.SimulatedRack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A rack of simulated machines and an operator for each who takes it through its lifecycle over REST. */
final class Fleet implements AutoCloseable {
    static final Errand MANAGE = new Errand("manage", ProvisionState.MANAGEABLE, Map.of());
    static final Errand PROVIDE = new Errand(
            "provide",
            ProvisionState.AVAILABLE,
            Map.of("steps", List.of(Map.of("name", "erase-metadata", "limitSeconds", 60))));
    static final Errand DEPLOY = new Errand(
            "deploy",
            ProvisionState.ACTIVE,
            Map.of(
                    "instance",
                    Map.of(
                            "name",
                            "instance",
                            "image",
                            "image.raw",
                            "userData",
                            "#cloud-config\npackage_update: false\n"),
                    "steps",
                    List.of(Map.of("name", "write-image", "limitSeconds", 60))));

    private final SimulatedRack rack;
    private final Switches switches = new Switches();
    private final HttpClient http = Client.http();
    private final CountDownLatch giveUp = new CountDownLatch(1);
    private final List<Client> operators = new ArrayList<>();

    private Fleet(SimulatedRack rack) {
        this.rack = rack;
    }

    /** A lifecycle verb with its body, and the state that it leads to. */
    record Errand(String verb, ProvisionState state, Map<String, Object> body) {}

    /** @param bootUrl where machines boot from: an engine, or a proxy before it */
    static Fleet start(
            String run,
            int machines,
            Map<Integer, MachineFault> faults,
            String bootUrl,
            List<EngineNode> engines,
            History history,
            long seed) {
        try {
            Credential account = new Credential("admin", "fault-kit");
            Fleet fleet =
                    new Fleet(SimulatedRack.start(machines, faults, bootUrl, account, _ -> false, Clock.systemUTC()));
            SplittableRandom seeds = new SplittableRandom(seed);
            for (int i = 0; i < machines; i++) {
                String name = fleet.rack.slots().get(i).name();
                fleet.rack.listen(i + 1, fleet.switches.of(name));
                fleet.operators.add(
                        new Client(run + "-" + name, fleet.http, engines, history, seeds.split(), fleet.giveUp));
            }
            return fleet;
        } catch (IOException e) {
            throw new UncheckedIOException("the rack cannot be built", e);
        }
    }

    List<RackSlot> slots() {
        return rack.slots();
    }

    Switches switches() {
        return switches;
    }

    /** @param number of the machine, from 1 */
    void install(int number, Firmware firmware) {
        rack.install(number, firmware);
    }

    /** All operators at once: makes the machines known. */
    void enroll() {
        atOnce((operator, slot) -> operator.command(
                "enroll",
                "POST",
                "/nodes",
                Map.of(
                        "name",
                        slot.name(),
                        "driver",
                        slot.driver(),
                        "bmc",
                        slot.bmc().value(),
                        "bmcCredential",
                        "rack",
                        "ports",
                        List.of(slot.mac().value()))));
    }

    /** As {@link #ask}, while the engines may be away: whoever starts them again waits for the end of it then. */
    CompletableFuture<Void> asking(Errand errand) {
        return CompletableFuture.runAsync(() -> ask(errand), Thread.ofVirtual()::start);
    }

    /** All operators at once: asks for the verb and returns when all are accepted. */
    void ask(Errand errand) {
        atOnce((operator, slot) -> operator.command(
                errand.verb(), "POST", "/nodes/" + slot.name() + "/actions/" + errand.verb(), errand.body()));
    }

    /** All operators at once: asks for each verb as soon as the one before has led to its state; stops where it rests elsewhere. */
    void live(Supplier<Board> board, Duration patience, List<Errand> errands) {
        each((operator, slot) -> {
            for (Errand errand : errands) {
                Call asked = operator.command(
                        errand.verb(), "POST", "/nodes/" + slot.name() + "/actions/" + errand.verb(), errand.body());
                if (!asked.acknowledged()) {
                    throw new IllegalStateException(asked.json());
                }
                long after = asked.sequence().orElseThrow();
                Node rested = board.get()
                        .await(
                                slot.name(),
                                node -> Board.atRest(node) && board.get().sequence(node) >= after,
                                patience);
                if (rested.state() != errand.state()) {
                    return;
                }
            }
        });
    }

    private void atOnce(Deed deed) {
        each((operator, slot) -> {
            Call told = deed.done(operator, slot);
            if (!told.acknowledged()) {
                throw new IllegalStateException(told.json());
            }
        });
    }

    private interface Deed {
        Call done(Client operator, RackSlot slot);
    }

    private interface Work {
        void done(Client operator, RackSlot slot);
    }

    private void each(Work work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < operators.size(); i++) {
                Client operator = operators.get(i);
                RackSlot slot = slots().get(i);
                all.add(threads.submit(() -> work.done(operator, slot)));
            }
            awaitAll(all);
        }
    }

    /** Where one gets nowhere, none goes on: the threads' end is waited for. */
    private void awaitAll(List<Future<?>> all) {
        try {
            for (Future<?> one : all) {
                one.get(10, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | TimeoutException e) {
            giveUp.countDown();
            throw new IllegalStateException("an operator got nowhere", e);
        } catch (InterruptedException e) {
            giveUp.countDown();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        giveUp.countDown();
        rack.close();
        http.shutdownNow();
    }
}
