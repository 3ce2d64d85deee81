package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.seed.SeedBook;
import io.rackledger.boot.token.Grant;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code GET /nc/{token}/...}: the NoCloud-net seed. */
final class SeedEndpoint {
    private static final Duration COME_BACK = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final SeedBook seeds;
    private final SignalDesk desk;

    SeedEndpoint(SeedBook seeds, SignalDesk desk) {
        this.seeds = seeds;
        this.desk = desk;
    }

    Answer metaData(Request request, Grant.Current grant, List<String> variables) {
        return give(request, grant, Link.META_DATA, seeds.metaData(grant));
    }

    Answer userData(Request request, Grant.Current grant, List<String> variables) {
        Optional<byte[]> bytes = seeds.userData(grant);
        return bytes.map(known -> give(request, grant, Link.USER_DATA, known)).orElseGet(() -> missing(request, grant));
    }

    /** We have none; but a 404 would cost every boot ten seconds of retries. */
    Answer vendorData(Request request, Grant.Current grant, List<String> variables) {
        return give(request, grant, Link.VENDOR_DATA, NOTHING);
    }

    private Answer give(Request request, Grant.Current grant, Link link, byte[] bytes) {
        return desk.after(
                new Sighting(request, grant.subject()).once(served(request, link, 200, bytes)),
                Contents.ok(Contents.TEXT, bytes));
    }

    /** cloud-init tries eleven times; the tenant's document may have come by then. */
    private Answer missing(Request request, Grant.Current grant) {
        Answer.Content later = Answer.later(COME_BACK, "The user data of this attempt is not in the documents store.");
        SignalBody body = served(request, Link.USER_DATA, later.status(), later.body());
        desk.note(new Sighting(request, grant.subject()).once(body));
        return later;
    }

    private static SignalBody served(Request request, Link link, int status, byte[] bytes) {
        String agent = request.header("user-agent").orElse("");
        return new SignalBody.SeedServed(link, status, Digest.of(bytes), bytes.length, agent);
    }
}
