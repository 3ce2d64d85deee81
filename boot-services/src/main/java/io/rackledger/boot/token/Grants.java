package io.rackledger.boot.token;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tokens that are known, derived from the boot plans: those of the attempt that a node's newest plan names are served. A plan
 * that names none changes nothing, so that a machine's last words still arrive. Thread-safe.
 */
public final class Grants {
    /** Of how many attempts before a node's present one a late report is still known; older ones are strangers. */
    private static final int REMEMBERED = 3;

    private final TokenKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NodeId, Standing> standings = new HashMap<>();
    private final ConcurrentHashMap<String, Grant> bySlot = new ConcurrentHashMap<>();
    /** Of the attempts whose tokens are known: every word of their machines is masked, and a mask costs two HMACs to make. */
    private final ConcurrentHashMap<AttemptId, TokenMask> masks = new ConcurrentHashMap<>();

    public Grants(TokenKey key) {
        this.key = key;
    }

    /** Learns the tokens of a plan. A plan that is older than what is known changes nothing. */
    public void accept(BootPlan plan) {
        plan.attempt().ifPresent(attempt -> {
            lock.lock();
            try {
                learn(plan, attempt);
            } finally {
                lock.unlock();
            }
        });
    }

    /** Token of an attempt's system. */
    public Token tokenFor(AttemptId attempt, BootStage stage) {
        return key.tokenFor(attempt, stage);
    }

    /** What must not be written down of an attempt's words. */
    public TokenMask maskOf(AttemptId attempt) {
        TokenMask known = masks.get(attempt);
        return known == null ? new TokenMask(key, attempt) : known;
    }

    /** What a presented text stands for; empty where it is no token, or one of nobody. */
    public Optional<Grant> find(String presented) {
        return Token.fits(presented) ? Optional.ofNullable(bySlot.get(key.slotOf(presented))) : Optional.empty();
    }

    private void learn(BootPlan plan, AttemptId attempt) {
        Standing before = standings.get(plan.node());
        if (before != null && before.sequence() > plan.sequence()) {
            return;
        }
        List<AttemptId> past = before == null ? numberedBefore(attempt) : before.past(attempt);
        standings.put(plan.node(), new Standing(attempt, plan.sequence(), past));
        masks.computeIfAbsent(attempt, fresh -> new TokenMask(key, fresh));
        past.forEach(earlier -> masks.computeIfAbsent(earlier, old -> new TokenMask(key, old)));
        for (BootStage stage : BootStage.values()) {
            past.forEach(earlier -> bySlot.put(slot(earlier, stage), new Grant.Superseded(earlier, stage)));
            Grant fresh = new Grant.Current(attempt, stage, key.tokenFor(attempt, stage), plan);
            bySlot.merge(slot(attempt, stage), fresh, (old, _) -> keepsOwnPlan(old, plan) ? old : fresh);
        }
        if (before != null) {
            before.past().stream()
                    .filter(old -> !past.contains(old) && !old.equals(attempt))
                    .forEach(this::forget);
        }
    }

    /** A plan for the attempt's other system does not replace one of the grant's own: its steps are not for this one. */
    private static boolean keepsOwnPlan(Grant old, BootPlan plan) {
        return switch (old) {
            case Grant.Superseded _ -> false;
            case Grant.Current held -> held.plan().stage() == held.stage() && plan.stage() != held.stage();
        };
    }

    private String slot(AttemptId attempt, BootStage stage) {
        return key.slotOf(key.tokenFor(attempt, stage).value());
    }

    private void forget(AttemptId attempt) {
        masks.remove(attempt);
        for (BootStage stage : BootStage.values()) {
            bySlot.remove(slot(attempt, stage));
        }
    }

    private static List<AttemptId> numberedBefore(AttemptId attempt) {
        List<AttemptId> earlier = new ArrayList<>();
        for (long number = Math.max(1, attempt.number() - REMEMBERED); number < attempt.number(); number++) {
            earlier.add(AttemptId.of(attempt.node(), number));
        }
        return List.copyOf(earlier);
    }

    /**
     * @param current the attempt of the newest plan
     * @param past the last ones before it, oldest first
     */
    private record Standing(AttemptId current, long sequence, List<AttemptId> past) {
        List<AttemptId> past(AttemptId next) {
            if (next.equals(current)) {
                return past;
            }
            List<AttemptId> more = new ArrayList<>(past);
            more.add(current);
            more.remove(next);
            return List.copyOf(more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
        }
    }
}
