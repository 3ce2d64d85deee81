package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
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

    /** With the longest addresses the engine's own arguments take some 500 of the 1023 bytes of a command line. */
    private static final int MOST_BYTES = 500;

    public EphemeralSystem {
        arguments = List.copyOf(arguments);
        int bytes = arguments.stream()
                .mapToInt(argument -> argument.value().length() + 1)
                .sum();
        Text.require(bytes <= MOST_BYTES, "kernel arguments of " + bytes + " bytes", words(arguments), "at most 500");
    }

    /** The same system with these arguments. */
    public EphemeralSystem withArguments(List<KernelArgument> given) {
        return new EphemeralSystem(kernel, initrd, given);
    }

    private static String words(List<KernelArgument> arguments) {
        return String.join(" ", arguments.stream().map(KernelArgument::value).toList());
    }
}
