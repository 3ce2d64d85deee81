package io.rackledger.launcher.client;

import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The commands {@code bmc account}, and {@code bmc trust}. */
public final class BmcAccountCommands {
    private BmcAccountCommands() {}

    @Command(name = "account", description = "Accounts for the nodes' BMCs, encrypted for each node on its own.")
    private static final class AccountGroup {}

    public static CommandLine account() {
        CommandLine account = new CommandLine(new AccountGroup()).addSubcommand(new BmcAccountSetCommand());
        account.addSubcommand(
                "rotate",
                of(
                        (client, node) -> client.post(node + Paths.BMC_ACCOUNT + "/rotate", "", ""),
                        "Encrypts the account under a new key."));
        account.addSubcommand(
                "delete",
                of(
                        (client, node) -> client.delete(node + Paths.BMC_ACCOUNT, ""),
                        "Destroys the account's key, and with it the account."));
        return account.addSubcommand(new BmcAccountRewrapCommand());
    }

    public static CommandLine trust() {
        return of(
                (client, node) -> client.post(node + "/bmc/trust", "", ""),
                "Trusts a node's BMC anew, after a mainboard or BMC was replaced, or a fault was mended.");
    }

    private static CommandLine of(BiFunction<ApiClient, String, JsonNode> request, String description) {
        CommandLine command = new CommandLine(new BmcNodeCommand(request));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }
}
