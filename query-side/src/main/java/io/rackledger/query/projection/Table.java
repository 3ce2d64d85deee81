package io.rackledger.query.projection;

import io.rackledger.query.document.InstantText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows with one statement: {@code copy} where no row can be there already, else {@code insert … select * from unnest(…)}, an
 * array per column.
 *
 * @param <R> a row
 */
final class Table<R> {
    private final List<Column<R>> columns;
    private final String sql;
    private final Optional<String> copy;

    /**
     * One column.
     *
     * @param type SQL type that the value's text is cast to
     * @param value the value, Optional where it may be absent
     */
    record Column<R>(String name, String type, Function<R, Object> value) {
        @Nullable
        String text(R row) {
            Object raw = value.apply(row);
            Object present = raw instanceof Optional<?> optional ? optional.orElse(null) : raw;
            // PostgreSQL's text cannot hold NUL.
            return present == null ? null : withoutNul(written(present));
        }

        private static String written(Object value) {
            return value instanceof Instant instant ? InstantText.of(instant) : value.toString();
        }

        private static String withoutNul(String text) {
            return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
        }
    }

    /** {@code conflict} is the statement's on-conflict clause, or empty. */
    Table(String name, String conflict, List<Column<R>> columns) {
        this(
                "insert into " + name + " (" + names(columns) + ") select * from " + unnest(columns) + " " + conflict,
                conflict.isEmpty()
                        ? Optional.of("copy " + name + " (" + names(columns) + ") from stdin")
                        : Optional.empty(),
                columns);
    }

    private Table(String sql, Optional<String> copy, List<Column<R>> columns) {
        this.columns = List.copyOf(columns);
        this.sql = sql;
        this.copy = copy;
    }

    /** Any statement that reads the rows from {@code %s}, a from-item. */
    static <R> Table<R> statement(String sql, List<Column<R>> columns) {
        return new Table<>(
                sql.formatted(unnest(columns) + " as given (" + names(columns) + ")"), Optional.empty(), columns);
    }

    static <R> Column<R> column(String name, String type, Function<R, Object> value) {
        return new Column<>(name, type, value);
    }

    void write(Connection connection, Collection<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (copy.isPresent()) {
            CopyText.send(connection, copy.get(), columns, rows);
        } else {
            insert(connection, rows);
        }
    }

    private void insert(Connection connection, Collection<R> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column<R> column = columns.get(i);
                Object[] values = rows.stream().map(column::text).toArray();
                statement.setArray(i + 1, connection.createArrayOf("text", values));
            }
            statement.executeUpdate();
        }
    }

    private static <R> String names(List<Column<R>> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static <R> String unnest(List<Column<R>> columns) {
        return columns.stream()
                .map(column -> "cast(? as text[])::" + column.type() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }
}
