package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import java.util.Optional;

/** What it means that the seed was refused, or that cloud-init did not accept what it got. */
final class SeedCauses {
    private SeedCauses() {}

    static Cause refused(SeedError error, Breadcrumbs chain, Endpoints endpoints) {
        return new Cause(
                FailureCode.SEED_REFUSED,
                "the metadata endpoint %s answered the %s of %s with HTTP %d, %s"
                        .formatted(
                                endpoints.metadata(),
                                error.link().words(),
                                MissingLinks.machine(chain),
                                error.status(),
                                Words.times(error.times())),
                error.link().words());
    }

    /** cloud-init gave up its datasource: because nothing came through, because we refused, or because it could not read what it got. */
    static Cause lostDatasource(Breadcrumbs chain, Trouble trouble, Endpoints endpoints) {
        Optional<SeedError> refused = chain.troubles().unhealed(chain);
        if (refused.isPresent()) {
            return refused(refused.get(), chain, endpoints);
        }
        String machine = MissingLinks.machine(chain);
        if (!chain.has(Link.META_DATA)) {
            return new Cause(
                    FailureCode.NO_METADATA_FETCH,
                    "no request reached the metadata endpoint " + endpoints.metadata() + ", and " + trouble.words()
                            + "; check route and firewall from " + machine + " to " + endpoints.metadata(),
                    Link.META_DATA.words());
        }
        if (!chain.has(Link.USER_DATA)) {
            return new Cause(
                    FailureCode.NO_USERDATA_FETCH,
                    "no user-data fetch followed, and " + trouble.words() + "; check what " + endpoints.metadata()
                            + " really answers to " + machine,
                    Link.USER_DATA.words());
        }
        return new Cause(
                FailureCode.USERDATA_NOT_APPLIED,
                "the seed was served, but " + machine + " could not use it: " + trouble.words()
                        + "; check meta-data, user data and vendor data for what is not YAML",
                Link.APPLIED.words());
    }

    /** cloud-init reported success to the end without running what the seed holds. */
    static Cause ranNothing(Breadcrumbs chain, Endpoints endpoints) {
        String machine = MissingLinks.machine(chain);
        if (!chain.has(Link.USER_DATA)) {
            Link missing = chain.has(Link.META_DATA) ? Link.USER_DATA : Link.META_DATA;
            return new Cause(
                    missing == Link.META_DATA ? FailureCode.NO_METADATA_FETCH : FailureCode.NO_USERDATA_FETCH,
                    "cloud-init ran to its end, but no " + missing.words() + " reached " + endpoints.metadata()
                            + ": something else answers " + machine + " under that address (a proxy or a sign-in page)",
                    missing.words());
        }
        return new Cause(
                FailureCode.USERDATA_NOT_APPLIED,
                "cloud-init ran to its end and reported success, but the user data that " + endpoints.metadata()
                        + " had served to " + machine + " never ran; what arrived there is not what was served",
                Link.APPLIED.words());
    }
}
