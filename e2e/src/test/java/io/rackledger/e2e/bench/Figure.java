package io.rackledger.e2e.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One row of the figures sheet.
 *
 * @param id names the row for ever: {@code bench/row}; a later run replaces the row of the same id
 * @param what what was measured, for a reader who does not know the code
 * @param unit of {@code figure}, and of peer and aim
 * @param figure the measured rounds
 * @param peer the raw limit or the peer measured in the same run
 * @param aim what it is to reach
 * @param why what stands in the way of the aim, or what bounds the figure
 * @param how how it was measured: load, warm-up, what counts as done
 * @param command the one command that measures it again
 * @param load average of the machine over a minute, at the end of the measurement
 * @param cores of the machine
 * @param date of the measurement
 */
record Figure(
        String id,
        String what,
        String unit,
        Spread figure,
        Optional<Peer> peer,
        Optional<Aim> aim,
        String why,
        String how,
        String command,
        double load,
        int cores,
        LocalDate date) {

    /** The raw limit or a peer, in the unit of the row, measured in the same run. */
    record Peer(String what, double figure) {}

    /** A row to be filled; {@link Figures#add} puts in command, machine and date. */
    static Figure of(String row, String what, String unit, Spread figure) {
        return new Figure(
                row, what, unit, figure, Optional.empty(), Optional.empty(), "", "", "", 0, 0, LocalDate.EPOCH);
    }

    Figure beside(String peerWhat, double peerFigure) {
        return new Figure(
                id,
                what,
                unit,
                figure,
                Optional.of(new Peer(peerWhat, peerFigure)),
                aim,
                why,
                how,
                command,
                load,
                cores,
                date);
    }

    Figure aimingAtLeast(double value) {
        return aiming(new Aim(Aim.Sense.AT_LEAST, value));
    }

    Figure aimingAtMost(double value) {
        return aiming(new Aim(Aim.Sense.AT_MOST, value));
    }

    private Figure aiming(Aim given) {
        return new Figure(id, what, unit, figure, peer, Optional.of(given), why, how, command, load, cores, date);
    }

    Figure because(String reason) {
        return new Figure(id, what, unit, figure, peer, aim, reason, how, command, load, cores, date);
    }

    Figure measuredBy(String method) {
        return new Figure(id, what, unit, figure, peer, aim, why, method, command, load, cores, date);
    }

    Figure stamped(String bench, String line, double machineLoad, int machineCores, LocalDate day) {
        return new Figure(
                bench + "/" + id, what, unit, figure, peer, aim, why, how, line, machineLoad, machineCores, day);
    }

    /** The figure over that of the peer. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    Optional<Double> ratio() {
        return peer.map(other -> Math.round(figure.median() / other.figure() * 1000) / 1000.0);
    }

    /** "yes", or by how much the aim is missed; empty without an aim. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    Optional<String> met() {
        return aim.map(given -> given.verdict(figure.median()));
    }

    @JsonIgnore
    boolean misses() {
        return aim.isPresent() && !aim.get().metBy(figure.median());
    }
}
