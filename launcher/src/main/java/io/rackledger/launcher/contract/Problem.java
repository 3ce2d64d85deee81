package io.rackledger.launcher.contract;

/** A problem as RFC 9457 has it, with the members that all problems of this API have. */
public record Problem(String type, String title, int status, String detail, String code, String field, String remedy) {}
