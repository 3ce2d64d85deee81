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
    private static final int SHOWN = 120;

    private CloudInitRules() {}

    static Breadcrumbs read(Breadcrumbs seen, CloudInitReported report, Signal signal) {
        if (!report.eventType().equals(FINISH)) {
            return seen;
        }
        String told = Words.quoted(report.description(), SHOWN);
        if (lost(report)) {
            return trouble(
                    seen,
                    FailureCode.DATASOURCE_NOT_FOUND,
                    "cloud-init reported in " + report.name() + " " + told,
                    Link.META_DATA.words(),
                    signal);
        }
        boolean last = report.name().equals(LAST_STAGE);
        boolean good = report.result().equals("SUCCESS") || report.result().isEmpty();
        if (report.result().startsWith("FAIL") || (last && !good)) {
            String how = report.result().startsWith("FAIL") ? " failed" : " ended with " + report.result();
            return trouble(
                    seen,
                    FailureCode.CLOUD_INIT_FAILED,
                    "cloud-init reported that " + report.name() + how + (told.isEmpty() ? "" : ": " + told),
                    report.name() + " done",
                    signal);
        }
        return last && report.result().equals("SUCCESS")
                ? seen.plus(BreadcrumbReader.crumb(Link.FINISHED, 0, signal, Optional.empty()))
                : seen;
    }

    private static Breadcrumbs trouble(
            Breadcrumbs seen, FailureCode code, String words, String missing, Signal signal) {
        return seen.with(seen.troubles().with(new Trouble(signal.seenAt(), code, words, missing, 0, signal.id())));
    }

    private static boolean lost(CloudInitReported report) {
        boolean fallback =
                report.description().contains("found") && report.description().contains(FALLBACK);
        boolean searchFailed =
                report.name().contains("/search-") && report.result().startsWith("FAIL");
        return NOTHING_FOUND.matcher(report.description()).find() || fallback || searchFailed;
    }
}
