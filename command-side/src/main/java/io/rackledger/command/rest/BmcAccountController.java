package io.rackledger.command.rest;

import io.rackledger.core.door.AccountVault;
import io.rackledger.core.door.AccountVaultException;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.AccountChange;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts for the nodes' BMCs. They go into the vault and nowhere else; the log learns that there was a change, and of whom. */
@RestController
@Tag(name = "power")
@RequestMapping(path = "/api/v1/nodes/{id}/bmc", produces = MediaType.APPLICATION_JSON_VALUE)
final class BmcAccountController {
    private static final Logger LOG = LoggerFactory.getLogger(BmcAccountController.class);
    private static final int LONGEST = 255;
    private static final int LONGEST_IPMI_USER = 16;
    private static final int LONGEST_IPMI_PASSWORD = 20;
    private static final Pattern KEY_IN_HEXADECIMAL = Pattern.compile("0x([0-9a-fA-F]{2}){1,20}");

    private final CommandDesk desk;
    private final NodeNames names;
    private final NodeStates states;
    private final ObjectProvider<AccountVault> vault;

    BmcAccountController(CommandDesk desk, NodeNames names, NodeStates states, ObjectProvider<AccountVault> vault) {
        this.desk = desk;
        this.names = names;
        this.states = states;
        this.vault = vault;
    }

    /**
     * Shows its secrets nowhere, and stands for the request where it is repeated.
     *
     * @param kg the BMC key (K_g) of IPMI, as text of at most 20 bytes, or as 0x and hexadecimal digits
     */
    record BmcAccountRequest(
            String user, String password, @Nullable String kg) {
        @Override
        public String toString() {
            return "BmcAccountRequest[hidden]";
        }
    }

    @Operation(
            summary = "Sets the account for the node's BMC",
            description = "Encrypted for this node alone in the store of bmc-adapter. The account is in no event and"
                    + " in no answer; nobody can read it back.")
    @ApiResponse(responseCode = "200", description = "Set: the BMC is tried with it.")
    @PutMapping(path = "/account", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NodeAnswer> set(Caller caller, @PathVariable String id, @RequestBody BmcAccountRequest account) {
        Node node = known(names.resolve(id));
        check(node, account);
        long version = inVault(
                open -> open.put(node.id(), account.user(), account.password(), Optional.ofNullable(account.kg())));
        return note(caller, node.id(), AccountChange.SET, version, account);
    }

    @Operation(summary = "Encrypts the account for the node's BMC under a new key")
    @ApiResponse(responseCode = "200", description = "Done.")
    @PostMapping(path = "/account/rotate")
    ResponseEntity<NodeAnswer> rotate(Caller caller, @PathVariable String id) {
        NodeId node = known(names.resolve(id)).id();
        long version = inVault(open -> open.rotate(node)).orElseThrow(BmcAccountController::none);
        return note(caller, node, AccountChange.ROTATED, version, "rotate");
    }

    @Operation(summary = "Destroys the account for the node's BMC")
    @ApiResponse(responseCode = "200", description = "Its key is gone, and with it the account.")
    @DeleteMapping(path = "/account")
    ResponseEntity<NodeAnswer> shred(Caller caller, @PathVariable String id) {
        NodeId node = known(names.resolve(id)).id();
        long version = inVault(open -> open.shred(node)).orElseThrow(BmcAccountController::none);
        return note(caller, node, AccountChange.SHREDDED, version, "shred");
    }

    private ResponseEntity<NodeAnswer> note(
            Caller caller, NodeId node, AccountChange change, long version, Object request) {
        return desk.carryOut(caller, node, new NodeCommand.NoteBmcAccount(change, version), request, HttpStatus.OK);
    }

    private Node known(NodeId id) {
        if (states.current(id).state() instanceof Node node) {
            return node;
        }
        throw new RequestFault(
                HttpStatus.NOT_FOUND, "NODE_UNKNOWN", "there is no node " + id, "node", "enroll it first");
    }

    private static void check(Node node, BmcAccountRequest account) {
        FieldFault.require("user", account.user());
        FieldFault.require("password", account.password());
        boolean ipmi = node.attributes().driver().equals("ipmi");
        bound("user", account.user(), ipmi ? LONGEST_IPMI_USER : LONGEST);
        bound("password", account.password(), ipmi ? LONGEST_IPMI_PASSWORD : LONGEST);
        if (account.kg() != null) {
            checkKey(account.kg(), ipmi);
        }
    }

    private static void checkKey(String kg, boolean ipmi) {
        boolean fits = KEY_IN_HEXADECIMAL.matcher(kg).matches()
                || !kg.isEmpty() && kg.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IPMI_PASSWORD;
        if (!ipmi || !fits || kg.indexOf('\0') >= 0) {
            throw new FieldFault(
                    "kg",
                    ipmi ? "kg is no BMC key" : "kg is a thing of IPMI, and this node's driver is another one",
                    "with driver ipmi 1 to 20 bytes, or 0x and 2 to 40 hexadecimal digits; else leave it out");
        }
    }

    /** What is too long would be cut by the BMC, or refused, and look like a wrong password. */
    private static void bound(String field, String value, int longest) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > longest || value.indexOf('\0') >= 0) {
            throw new FieldFault(
                    field,
                    field + " has " + bytes + " bytes, or a zero among them",
                    "at most " + longest + " bytes with the driver of this node");
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(AccountVault open) throws AccountVaultException;
    }

    private <T> T inVault(Use<T> use) {
        AccountVault open = vault.getIfAvailable();
        if (open == null) {
            throw unavailable(
                    "this process has no bmc role, and so no store of accounts",
                    "send it to a process that has, or use 'rackledger bmc account' on its host");
        }
        try {
            return use.of(open);
        } catch (AccountVaultException e) {
            LOG.warn("the store of BMC accounts failed: {}", e.toString());
            throw unavailable("the store of BMC accounts failed", "the log of the engine says why; then repeat");
        }
    }

    private static RequestFault unavailable(String detail, String remedy) {
        return new RequestFault(HttpStatus.SERVICE_UNAVAILABLE, "ACCOUNTS_UNAVAILABLE", detail, "", remedy);
    }

    private static RequestFault none() {
        return new RequestFault(
                HttpStatus.NOT_FOUND,
                "ACCOUNT_UNKNOWN",
                "the node's BMC has no account of its own",
                "node",
                "set one with PUT on the same path");
    }
}
