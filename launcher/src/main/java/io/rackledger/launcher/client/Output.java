package io.rackledger.launcher.client;

/** How answers are printed. */
public enum Output {
    table,
    json,
    yaml
}
