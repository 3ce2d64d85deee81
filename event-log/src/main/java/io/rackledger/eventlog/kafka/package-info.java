/** The log on Kafka: topics, optimistic append with read-back, feeds, and the folds that follow the topics. */
@NullMarked
package io.rackledger.eventlog.kafka;

import org.jspecify.annotations.NullMarked;
