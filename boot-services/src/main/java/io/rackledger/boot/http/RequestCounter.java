package io.rackledger.boot.http;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the requests of this process, from 1. */
final class RequestCounter {
    private final AtomicLong last = new AtomicLong();

    long next() {
        return last.incrementAndGet();
    }
}
