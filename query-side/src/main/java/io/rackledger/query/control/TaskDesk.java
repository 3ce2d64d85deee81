package io.rackledger.query.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks as those see them who ask. Thread-safe. */
public final class TaskDesk {
    private final JdbcClient client;

    public TaskDesk(JdbcClient client) {
        this.client = client;
    }

    /** Puts the task; the follower of whichever instance is at work takes it up. */
    public Task put(Task.Kind kind, String subject) {
        long id = client.sql("insert into rackledger_control.tasks (kind, subject) values (?, ?) returning id")
                .param(kind.column())
                .param(subject)
                .query(Long.class)
                .single();
        return new Task(id, kind, subject);
    }

    /** Empty while it is under way, or where the answer was forgotten long ago. */
    public Optional<Task.Answer> answer(Task task) {
        return client.sql("select retried, remaining, reason from rackledger_control.tasks where id = ? and answered")
                .param(task.id())
                .query((row, _) -> answer(row))
                .optional();
    }

    private static Task.Answer answer(ResultSet row) throws SQLException {
        return new Task.Answer(row.getInt("retried"), row.getInt("remaining"), row.getString("reason"));
    }
}
