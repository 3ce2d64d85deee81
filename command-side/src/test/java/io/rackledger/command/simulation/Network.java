package io.rackledger.command.simulation;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of a signal from where it was seen into the log: it may get lost, be doubled, come late, and overtake others. */
final class Network {
    private static final long HOUR = 3_600_000;

    private final World world;
    private final Chance chance;
    private final Map<String, Long> lastPost = new HashMap<>();
    private long count;

    Network(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void observe(SignalSubject subject, String source, SignalBody body) {
        SignalId id = SignalId.ofParts(List.of(source, Long.toString(count++)));
        observe(new Signal(id, subject, world.serviceClock.instant(), source, Optional.empty(), body));
    }

    void observe(Signal signal) {
        Faults faults = world.faults();
        if (chance.in(faults.lostSignal())) {
            world.stats.count(Stat.SIGNAL_LOST);
            return;
        }
        long delay = delay(signal, faults);
        deliver(delay, signal);
        if (chance.in(faults.doubledSignal())) {
            world.stats.count(Stat.SIGNAL_DOUBLED);
            deliver(delay + chance.upTo(chance.in(100) ? HOUR : faults.slowestSignal()), signal);
        }
    }

    private long delay(Signal signal, Faults faults) {
        if (chance.in(faults.lateSignal())) {
            world.stats.count(Stat.SIGNAL_LATE);
            return chance.upTo(HOUR);
        }
        long delay = chance.upTo(faults.slowestSignal());
        if (!isPost(signal.body())) {
            return delay;
        }
        long at = Math.max(world.time.now() + delay, lastPost.getOrDefault(signal.source(), 0L));
        lastPost.put(signal.source(), at);
        return at - world.time.now();
    }

    /** A machine posts its reports one after the other, each when the last is acknowledged; all else takes any order. */
    private static boolean isPost(SignalBody body) {
        return switch (body) {
            case SignalBody.CloudInitReported _,
                    SignalBody.PhoneHomeReceived _,
                    SignalBody.FailureReported _,
                    SignalBody.RunnerStarted _,
                    SignalBody.StepStarted _,
                    SignalBody.StepFinished _,
                    SignalBody.StepLogged _,
                    SignalBody.RunnerFinished _,
                    SignalBody.HeartbeatReceived _ -> true;
            case SignalBody.BootScriptServed _,
                    SignalBody.ArtifactServed _,
                    SignalBody.SeedServed _,
                    SignalBody.PowerReported _,
                    SignalBody.PowerRead _,
                    SignalBody.PowerStepBegun _,
                    SignalBody.PowerAttempted _,
                    SignalBody.BmcTaskTold _,
                    SignalBody.BmcReported _,
                    SignalBody.RequestRefused _,
                    SignalBody.TftpServed _,
                    SignalBody.DhcpAnswered _,
                    SignalBody.DhcpLeaseEnded _,
                    SignalBody.DhcpConflictSeen _,
                    SignalBody.DownloadStalled _,
                    SignalBody.BeaconReceived _,
                    SignalBody.ConsoleHeard _,
                    SignalBody.BmcEventHeard _,
                    SignalBody.BootServicesAway _ -> false;
        };
    }

    /** The services near the machines keep what the log does not take, and try again. */
    private void deliver(long delay, Signal signal) {
        world.time.in(delay, "arrives", signal, () -> {
            if (world.log.away() || world.log.refuses()) {
                deliver(5_000 + chance.upTo(5_000), signal);
            } else {
                world.log.append(signal);
            }
        });
    }
}
