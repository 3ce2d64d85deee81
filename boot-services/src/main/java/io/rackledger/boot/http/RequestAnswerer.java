package io.rackledger.boot.http;

/** Answers requests. Called on a virtual thread of its own for each request, so it may wait. */
public interface RequestAnswerer {
    Answer answer(Request request);

    /** Which line of the table of paths the request falls under, such as {@code boot/{mac}}; {@code none} where it fits none. */
    default String route(Request request) {
        return "none";
    }

    /** Told of a request that was refused before it could be read whole; {@code request} is as much of it as is known. */
    void refusedUnread(Request request, int status, String reason);
}
