package io.rackledger.boot.endpoint;

/** Number of a step as it stands in a path. */
final class StepNumber {
    private StepNumber() {}

    /** The number from 1; 0 where the text is anything else. */
    static int parse(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
    }
}
