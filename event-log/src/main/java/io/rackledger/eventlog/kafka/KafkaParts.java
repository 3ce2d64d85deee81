package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.fold.Progress;
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.eventlog.witness.LogWitness;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What the parts of the log share.
 *
 * @param instance names this instance among all that write
 * @param stopped told when a follower stops by itself
 * @param decided writes node-events and claims: shortest latency
 * @param observed writes everything else
 * @param releases where those go on who waited for the log
 * @param foldVersion of the code that folds here; snapshots of another one are not read
 * @param renewals tells who works with a derived topic that it is gone, or made anew
 * @param nodeRecords reads node records for all who follow them here
 * @param folds how far each fold that runs has come; concurrent, filled by {@link #follow}
 * @param witness told of every decided fact that is read
 * @param replica kept beside the log, where there is one
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
        byte[] foldVersion,
        Map<TopicName, Progress> folds,
        Renewals renewals,
        NodeRecordReading nodeRecords,
        Optional<LogWitness> witness,
        Optional<LogReplica> replica) {

    /** Starts to follow all of a topic; see {@link TopicFollower}. */
    TopicFollower follow(TopicName topic, Progress progress, Fold fold, Consumer<String> onStop) {
        return follow(topic, topics.all(topic), progress, fold, onStop);
    }

    /** Starts to follow some partitions of a topic. */
    TopicFollower follow(
            TopicName topic, List<TopicPartition> share, Progress progress, Fold fold, Consumer<String> onStop) {
        String name = "fold-" + topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
        TopicFollower follower = new TopicFollower(
                name, clients.consumer(name), share, progress, witnessed(topic, fold), onStop, stopped);
        folds.put(topic, progress);
        follower.start();
        return follower;
    }

    private Fold witnessed(TopicName topic, Fold fold) {
        boolean decided = topic == TopicName.NODE_EVENTS || topic == TopicName.CLAIMS;
        return decided && witness.isPresent() ? new WitnessedFold(fold, witness.get()) : fold;
    }
}
