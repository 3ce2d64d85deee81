package io.rackledger.command.process;

/**
 * What the process managers of this instance have in hand.
 *
 * @param nodes that they watch
 * @param timers times at which a node is to be looked at, deadlines above all
 * @param underWay commands, boot plans and claims that have no answer yet
 * @param unproven nodes whose deadline has passed and that wait for the proof that all was read until then
 */
public record ProcessLoad(int nodes, int timers, int underWay, int unproven) {
    static final ProcessLoad NONE = new ProcessLoad(0, 0, 0, 0);
}
