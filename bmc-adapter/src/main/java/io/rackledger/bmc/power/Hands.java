package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** One request's hands at its BMC: whatever they do is written down, with how long it took and what came of it. */
final class Hands {
    private final BmcSession session;
    private final PowerJournal journal;
    private final Clock clock;
    private final Instant until;

    Hands(BmcSession session, PowerJournal journal, Clock clock, Instant until) {
        this.session = session;
        this.journal = journal;
        this.clock = clock;
        this.until = until;
    }

    String authority() {
        return session.authority();
    }

    PowerState readPower() throws BmcTrouble {
        return write(BmcWork.READ_POWER, () -> session.readPower(until), Enum::name);
    }

    void setBootDevice(BootChoice choice) throws BmcTrouble {
        write(
                BmcWork.SET_BOOT_DEVICE,
                () -> {
                    session.setBootDevice(choice, until);
                    return choice.words();
                },
                Function.identity());
    }

    /** Writes down that the button is about to be pressed. */
    void begin(Button button) throws BmcTrouble {
        journal.begin(work(button));
    }

    String press(Button button) throws BmcTrouble {
        return write(work(button), () -> session.press(button, until), Function.identity());
    }

    /** Refuses to go on where the BMC belongs to another machine than this one. */
    void identify(Optional<BmcIdentity> machine) throws BmcTrouble {
        BmcIdentity told = write(BmcWork.IDENTIFY, () -> checked(machine), BmcIdentity::words);
        if (machine.isEmpty() && !told.saysNothing()) {
            journal.identified(told);
        }
    }

    private BmcIdentity checked(Optional<BmcIdentity> machine) throws BmcTrouble {
        BmcIdentity told = session.identity(until);
        if (machine.filter(told::contradicts).isPresent()) {
            throw BmcTrouble.stranger(session.authority(), machine.get(), told);
        }
        return told;
    }

    private static BmcWork work(Button button) {
        return switch (button) {
            case ON -> BmcWork.PRESS_ON;
            case FORCE_OFF -> BmcWork.PRESS_OFF;
            case SOFT_OFF -> BmcWork.PRESS_SOFT_OFF;
        };
    }

    @FunctionalInterface
    private interface Act<T> {
        T make() throws BmcTrouble;
    }

    private <T> T write(BmcWork work, Act<T> act, Function<T, String> words) throws BmcTrouble {
        Instant begun = clock.instant();
        try {
            T told = act.make();
            journal.done(work, words.apply(told), Duration.between(begun, clock.instant()));
            return told;
        } catch (BmcTrouble trouble) {
            journal.failed(work, trouble, Duration.between(begun, clock.instant()));
            throw trouble;
        }
    }
}
