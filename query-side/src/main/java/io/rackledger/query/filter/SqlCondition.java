package io.rackledger.query.filter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition in SQL with its parameters. The text is made of our own words only; whatever a caller wrote is a parameter.
 *
 * @param parameters in the order of the question marks
 */
public record SqlCondition(String sql, List<Object> parameters) {
    public static final SqlCondition TRUE = new SqlCondition("true", List.of());

    public SqlCondition {
        parameters = List.copyOf(parameters);
    }

    /** Instants are handed over as the driver wants them. */
    public static SqlCondition of(String sql, Object... parameters) {
        return new SqlCondition(
                sql, Arrays.stream(parameters).map(SqlCondition::forDriver).toList());
    }

    public SqlCondition and(SqlCondition other) {
        return join(List.of(this, other), " and ");
    }

    static SqlCondition join(List<SqlCondition> parts, String between) {
        String sql = parts.stream().map(SqlCondition::sql).collect(Collectors.joining(between, "(", ")"));
        return new SqlCondition(
                sql,
                parts.stream()
                        .map(SqlCondition::parameters)
                        .flatMap(List::stream)
                        .toList());
    }

    /** The same with further parameters behind. */
    public SqlCondition followedBy(String more, Object... further) {
        List<Object> all = Stream.concat(
                        parameters.stream(), Arrays.stream(further).map(SqlCondition::forDriver))
                .toList();
        return new SqlCondition(sql + more, all);
    }

    private static Object forDriver(Object parameter) {
        return parameter instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : parameter;
    }
}
