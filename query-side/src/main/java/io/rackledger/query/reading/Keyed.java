package io.rackledger.query.reading;

import io.rackledger.query.filter.Cursor;
import java.util.List;
import java.util.Optional;

/**
 * A row of a list with the values that it is ordered by. A list is read with one row more than its page, which tells whether there is a
 * next one.
 */
record Keyed<T>(T item, List<String> keys) {
    Keyed {
        keys = List.copyOf(keys);
    }

    /** The items of the page. */
    static <T> List<T> items(List<Keyed<T>> found, int limit) {
        return found.stream().limit(limit).map(keyed -> keyed.item()).toList();
    }

    /** The cursor of the next page of this question. */
    static <T> Optional<String> next(List<Keyed<T>> found, int limit, String question) {
        return found.size() > limit
                ? Optional.of(new Cursor(question, found.get(limit - 1).keys()).encoded())
                : Optional.empty();
    }
}
