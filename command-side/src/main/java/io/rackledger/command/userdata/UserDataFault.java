package io.rackledger.command.userdata;

/**
 * Why user data cannot be used.
 *
 * @param line from 1
 * @param column from 1
 * @param problem what is wrong there
 * @param remedy what would be accepted
 */
public record UserDataFault(int line, int column, String problem, String remedy) {}
