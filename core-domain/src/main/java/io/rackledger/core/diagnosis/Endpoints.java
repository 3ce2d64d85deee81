package io.rackledger.core.diagnosis;

/**
 * Where machines reach us, as told to them; the sentences name them.
 *
 * @param boot host:port of boot scripts, kernel and initrd
 * @param metadata host:port of the cloud-init seed
 * @param report host:port of webhooks, step runner and failure reports
 */
public record Endpoints(String boot, String metadata, String report) {}
