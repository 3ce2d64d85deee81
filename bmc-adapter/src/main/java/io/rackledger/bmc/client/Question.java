package io.rackledger.bmc.client;

import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that a BMC is asked by one packet and answers by one.
 *
 * @param mostSendings how often it may be sent at all
 * @param pause shortest time before it is sent again, however quick the BMC has been so far
 */
record Question<T>(Stage stage, int mostSendings, Duration pause, Writer writer, Listener<T> listener) {
    static final int AS_OFTEN_AS_TIME_ALLOWS = Integer.MAX_VALUE;

    /** One that is sent again as soon as the BMC's usual time for an answer is over. */
    Question(Stage stage, int mostSendings, Writer writer, Listener<T> listener) {
        this(stage, mostSendings, Duration.ZERO, writer, listener);
    }

    /** Makes the packet anew for each sending: a session's packets bear a number that may not come twice. */
    interface Writer {
        Packet packet();
    }

    /** Hears what comes from the BMC. */
    interface Listener<T> {
        /** The answer; empty where the packet is none to this question, but an old or foreign one. */
        Optional<T> hear(Packet packet) throws BadPacketException;
    }
}
