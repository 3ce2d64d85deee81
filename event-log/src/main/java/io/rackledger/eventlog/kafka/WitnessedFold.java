package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.witness.LogWitness;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A fold whose records are told to the witness of the log. */
record WitnessedFold(Fold fold, LogWitness witness) implements Fold {
    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        fold.take(record);
        witness.saw(record.topic(), record.partition(), Records.mark(record));
    }

    @Override
    public OptionalLong begin(int partition) {
        return fold.begin(partition);
    }

    @Override
    public void passed(ConsumerRecord<byte[], byte[]> last) {
        fold.passed(last);
    }
}
