package io.rackledger.launcher.client;

import io.rackledger.bmc.credential.AccountUnreadableException;
import io.rackledger.bmc.credential.MasterKey;
import io.rackledger.bmc.credential.SealedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bmc account rewrap}: the change of the master key. Works on the store itself, also while the engine runs with both keys. */
@Command(
        name = "rewrap",
        description = "Changes the master key: wraps the keys of all accounts in a store with another one.")
final class BmcAccountRewrapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--store", required = true, paramLabel = "DIR", description = "As --bmc-accounts of serve.")
    private Path store = Path.of("");

    @Option(names = "--master-key", required = true, paramLabel = "FILE", description = "The new master key.")
    private Path present = Path.of("");

    @Option(names = "--former-key", required = true, paramLabel = "FILE", description = "The one of before.")
    private Path former = Path.of("");

    @Override
    public Integer call() {
        try {
            int changed = SealedStore.open(store, MasterKey.read(present), List.of(MasterKey.read(former)))
                    .rewrap();
            spec.commandLine()
                    .getOut()
                    .println(changed + (changed == 1 ? " account lies" : " accounts lie")
                            + " under the new master key; serve may forget the former one");
            return ExitCodes.OK;
        } catch (IOException | AccountUnreadableException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
