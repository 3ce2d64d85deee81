package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import java.util.Optional;
import java.util.regex.Pattern;

/** What cloud-init's reports mean. Its result alone is not believed: a search that found nothing is reported as a success. */
final class CloudInitRules {
    private static final Pattern NOTHING_FOUND = Pattern.compile("no network data found from (DataSource\\w*)");
    private static final String FALLBACK = "DataSourceNone";
    private static final String LAST_STAGE = "modules-final";
    private static final String FINISH = "finish";

    private CloudInitRules() {}

    static Breadcrumbs read(Breadcrumbs seen, CloudInitReported report, Signal signal) {
        if (!report.eventType().equals(FINISH)) {
            return seen;
        }
        if (lost(report)) {
            return seen.with(new Trouble(
                    FailureCode.DATASOURCE_NOT_FOUND,
                    "cloud-init reported in " + report.name() + ": " + report.description(),
                    Link.META_DATA.words(),
                    signal.id()));
        }
        if (report.result().startsWith("FAIL")) {
            return seen.with(new Trouble(
                    FailureCode.CLOUD_INIT_FAILED,
                    "cloud-init reported that " + report.name() + " failed: " + report.description(),
                    report.name() + " done",
                    signal.id()));
        }
        boolean through = report.name().equals(LAST_STAGE) && report.result().equals("SUCCESS");
        return through
                ? seen.plus(BreadcrumbReader.crumb(Link.FINISHED, 0, signal, Optional.empty()))
                        .done(false, true)
                : seen;
    }

    private static boolean lost(CloudInitReported report) {
        boolean fallback =
                report.description().contains("found") && report.description().contains(FALLBACK);
        boolean searchFailed =
                report.name().contains("/search-") && report.result().startsWith("FAIL");
        return NOTHING_FOUND.matcher(report.description()).find() || fallback || searchFailed;
    }
}
