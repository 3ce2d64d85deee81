package io.rackledger.boot.script;

/**
 * Addresses that one attempt's machine is given, each under the token of the attempt's system in memory.
 *
 * @param kernel where its kernel lies
 * @param initrd where its initrd lies
 * @param seed base of its seed, ending in '/'
 * @param hook where its cloud-init reports
 * @param beacons where its boot loader tells that it cannot go on
 */
public record BootTargets(HttpUrl kernel, HttpUrl initrd, HttpUrl seed, HttpUrl hook, BeaconUrls beacons) {}
