package io.rackledger.launcher.probe;

import java.util.List;

/** What the three probes go by. */
interface Health {
    /** Whether the process can go on at all; if not, only a restart helps. */
    List<Check> live();

    /** Whether it should get requests. @param role only what concerns this role; empty for all */
    List<Check> ready(String role);

    /** Whether the start is through. */
    List<Check> startup();
}
