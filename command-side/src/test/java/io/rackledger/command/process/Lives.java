package io.rackledger.command.process;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;

/** Stretches of a node's life in which all goes well. */
final class Lives {
    private Lives() {}

    static void manage(World world, NodeId node) {
        world.act(node, ProvisionVerb.MANAGE);
        world.bmcConfirms(node);
        world.settle();
    }

    static void inspect(World world, NodeId node) {
        ephemeral(world, node, ProvisionVerb.INSPECT);
    }

    static void provide(World world, NodeId node) {
        ephemeral(world, node, ProvisionVerb.PROVIDE);
    }

    static void available(World world, NodeId node) {
        manage(world, node);
        provide(world, node);
    }

    private static void ephemeral(World world, NodeId node, ProvisionVerb verb) {
        world.act(node, verb);
        world.bmcConfirms(node);
        world.settle();
        world.boot(node);
        world.steps(node);
        world.settle();
        world.bmcConfirms(node);
        world.settle();
    }

    /** A deploy up to the moment when the installed system is on. */
    static void deployToDisk(World world, NodeId node) {
        ephemeral(world, node, ProvisionVerb.DEPLOY);
    }

    static void deploy(World world, NodeId node) {
        deployToDisk(world, node);
        world.seedAndRunner(node);
        world.steps(node);
        world.cloudInitDone(node);
        world.settle();
    }
}
