package io.rackledger.query;

import io.rackledger.query.live.LiveSettings;
import io.rackledger.query.projection.ProjectionSettings;
import java.time.Duration;

/**
 * How the query side works.
 *
 * @param answer how long an answer may take
 * @param position how long a question with minPosition waits
 */
public record QuerySideSettings(ProjectionSettings projection, LiveSettings live, Duration answer, Duration position) {
    public static QuerySideSettings standard() {
        return new QuerySideSettings(
                ProjectionSettings.standard(), LiveSettings.standard(), Duration.ofSeconds(20), Duration.ofSeconds(10));
    }
}
