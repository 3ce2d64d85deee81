package io.rackledger.launcher.engine;

/** Hears what the engine is doing while it starts and stops. May be called from several threads. */
public interface Progress {
    void step(String words);
}
