package io.rackledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final String copy;
    private final boolean alwaysNew;

    /**
     * One column.
     *
     * @param value the value, Optional where it may be absent
     */
    record Column<R>(String name, SqlType type, Function<R, Object> value) {
        private @Nullable Object present(R row) {
            Object raw = value.apply(row);
            return raw instanceof Optional<?> optional ? optional.orElse(null) : raw;
        }

        @Nullable
        String text(R row) {
            Object present = present(row);
            return present == null ? null : type.text(present);
        }

        void write(CopyRows out, R row) {
            Object present = present(row);
            if (present == null) {
                out.absent();
            } else {
                type.write(out, present);
            }
        }
    }

    /** {@code conflict} is the statement's on-conflict clause, or empty where no row can be there already. */
    Table(String name, String conflict, List<Column<R>> columns) {
        this(
                "insert into " + name + " (" + names(columns) + ") select * from " + unnest(columns) + " " + conflict,
                "copy " + name + " (" + names(columns) + ") from stdin (format binary)",
                conflict.isEmpty(),
                columns);
    }

    private Table(String sql, String copy, boolean alwaysNew, List<Column<R>> columns) {
        this.columns = List.copyOf(columns);
        this.sql = sql;
        this.copy = copy;
        this.alwaysNew = alwaysNew;
    }

    /** Any statement that reads the rows from {@code %s}, a from-item. */
    static <R> Table<R> statement(String sql, List<Column<R>> columns) {
        return new Table<>(sql.formatted(unnest(columns) + " as given (" + names(columns) + ")"), "", false, columns);
    }

    static <R> Column<R> column(String name, SqlType type, Function<R, Object> value) {
        return new Column<>(name, type, value);
    }

    void write(Connection connection, Collection<R> rows) throws SQLException {
        write(connection, rows, (R _) -> alwaysNew);
    }

    /** Writes rows of which some are known not to be there already, which costs the server much less. */
    void write(Connection connection, Collection<R> rows, Predicate<R> isNew) throws SQLException {
        Map<Boolean, List<R>> parts = rows.stream().collect(Collectors.partitioningBy(isNew));
        copy(connection, parts.getOrDefault(true, List.of()));
        insert(connection, parts.getOrDefault(false, List.of()));
    }

    private void copy(Connection connection, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyRows out = begin(connection)) {
            for (R row : rows) {
                add(out, row);
            }
            out.end();
        }
    }

    /** Begins to copy rows, to be {@linkplain #add added} one by one, none of which can be in the table already. */
    CopyRows begin(Connection connection) throws SQLException {
        return CopyRows.begin(connection, copy);
    }

    /** Adds a row to those that {@link #begin} began. */
    void add(CopyRows out, R row) throws SQLException {
        out.row(columns.size());
        for (Column<R> column : columns) {
            column.write(out, row);
        }
    }

    private void insert(Connection connection, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column<R> column = columns.get(i);
                // An array of texts, and not of objects, goes over the wire in binary.
                String[] values = rows.stream().map(column::text).toArray(String[]::new);
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
                .map(column -> "cast(? as text[])::" + column.type().sql() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }
}
