package io.rackledger.boot.script;

import java.util.List;

/**
 * The system in memory that machines boot over the network.
 *
 * @param kernel name of its kernel among the served files
 * @param initrd name of its initrd among the served files
 * @param arguments what its kernel needs beside the engine's own arguments
 */
public record EphemeralSystem(FileName kernel, FileName initrd, List<KernelArgument> arguments) {
    public static final EphemeralSystem DEFAULT =
            new EphemeralSystem(new FileName("vmlinuz"), new FileName("initrd.img"), List.of());

    public EphemeralSystem {
        arguments = List.copyOf(arguments);
    }
}
