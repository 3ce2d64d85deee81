package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.fold.Progress;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the parts of the log share.
 *
 * @param instance names this instance among all that write
 * @param stopped told when a follower stops by itself
 * @param decided writes node-events and claims: shortest latency
 * @param observed writes everything else
 * @param releases where those go on who waited for the log
 * @param nodeRecords reads node records for all who follow them here
 * @param folds how far each fold that runs has come; concurrent, filled by {@link #follow}
 */
record KafkaParts(
        String instance,
        LogSettings settings,
        Clients clients,
        Topics topics,
        CompletableFuture<String> stopped,
        LogWriter decided,
        LogWriter observed,
        Executor releases,
        Clock clock,
        Map<TopicName, Progress> folds,
        NodeRecordReading nodeRecords) {

    /** Starts to follow a topic with a sink that folds its records; see {@link TopicFollower}. */
    TopicFollower follow(
            TopicName topic,
            Progress progress,
            Consumer<ConsumerRecord<byte[], byte[]>> sink,
            Consumer<String> onStop) {
        String name = "fold-" + topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
        TopicFollower follower =
                new TopicFollower(name, clients.consumer(name), topics.all(topic), progress, sink, onStop, stopped);
        folds.put(topic, progress);
        follower.start();
        return follower;
    }
}
