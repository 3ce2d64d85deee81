package io.rackledger.query.document;

import java.util.List;

/**
 * How far the projections are behind the log. All of them move in one transaction.
 *
 * @param state what the follower does: starting, standby, catching-up, live, failing, stopped
 * @param trouble why it fails, or empty
 * @param deadLetters how many records could not be read or projected
 * @param staleNodes nodes whose rows are older than their log because of one
 * @param newest at most twenty dead letters
 * @param rebuild how the newest rebuild stands
 */
public record ProjectionHealth(
        String state,
        String trouble,
        List<TopicLag> topics,
        long deadLetters,
        long staleNodes,
        List<DeadLetter> newest,
        RebuildDocument rebuild) {
    /** Place of one topic: the next offset by partition, in the rows and in the log; lag is in records. */
    public record TopicLag(String topic, String position, String end, long lag) {}

    /** A record that could not be read or projected. */
    public record DeadLetter(String topic, String position, String key, String reason) {}
}
