package io.rackledger.command.handling;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Spring's transactions around a command. A command commits by one append to the log, which arbitrates itself, so there is nothing to
 * begin and nothing to roll back; above all no database connection, since commands must go on while PostgreSQL is away.
 */
final class LogTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
        return "command";
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        logger.trace("a command begins");
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        logger.trace("a command is done");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        logger.trace("a command appended nothing");
    }
}
