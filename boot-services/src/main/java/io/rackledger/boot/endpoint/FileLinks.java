package io.rackledger.boot.endpoint;

import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.core.boot.Link;
import java.util.Collection;
import java.util.Set;

/** Which link of the boot chain the fetch of a file is, by the file's name. */
public final class FileLinks {
    private final EphemeralSystem system;
    private final Set<String> loaders;

    /** @param loaders files that firmware loads first, as DHCP tells it */
    public FileLinks(EphemeralSystem system, Collection<String> loaders) {
        this.system = system;
        this.loaders = Set.copyOf(loaders);
    }

    Link of(String name) {
        if (name.equals(system.kernel().value())) {
            return Link.KERNEL;
        }
        if (name.equals(system.initrd().value())) {
            return Link.INITRD;
        }
        return loaders.contains(name) ? Link.LOADER : Link.IMAGE;
    }
}
