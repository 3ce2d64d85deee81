package io.rackledger.e2e.architecture.canary;

/** May be extended by anyone, though not made for it. */
class LeftOpen {}
