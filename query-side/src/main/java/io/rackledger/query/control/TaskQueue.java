package io.rackledger.query.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The tasks as the follower takes them up. Every method commits. */
public final class TaskQueue {
    /** Answers that are kept for those who ask late. */
    private static final int KEPT = 1_000;

    private static final String NEXT =
            "select id, kind, subject from rackledger_control.tasks where not answered order by id limit 1";
    private static final String ANSWER =
            "update rackledger_control.tasks set answered = true, retried = ?, remaining = ?, reason = ? where id = ?";
    private static final String FORGET = "delete from rackledger_control.tasks where answered and id < ?";

    private TaskQueue() {}

    /** The oldest task that has no answer yet. */
    public static Optional<Task> next(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT);
                ResultSet found = statement.executeQuery()) {
            Optional<Task> task = found.next()
                    ? Optional.of(new Task(found.getLong(1), Task.Kind.of(found.getString(2)), found.getString(3)))
                    : Optional.empty();
            connection.commit();
            return task;
        }
    }

    public static void answer(Connection connection, Task task, Task.Answer answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANSWER);
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            statement.setInt(1, answer.retried());
            statement.setInt(2, answer.remaining());
            statement.setString(3, answer.reason());
            statement.setLong(4, task.id());
            statement.executeUpdate();
            forget.setLong(1, task.id() - KEPT);
            forget.executeUpdate();
            connection.commit();
        }
    }
}
