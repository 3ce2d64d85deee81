package io.rackledger.boot.endpoint;

import io.netty.handler.codec.DateFormatter;
import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.admission.DownloadGate;
import io.rackledger.boot.file.ByteRange;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.FormFields;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.SourceBook.Known;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET} and {@code HEAD /files/{name}}: kernel, initrd and images. The signal follows when the bytes are gone. */
final class FileEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(FileEndpoint.class);

    private final FileShelf shelf;
    private final FileLinks links;
    private final Grants grants;
    private final SourceBook sources;
    private final SignalDesk desk;
    private final Admission admission;
    private final Clock clock;

    FileEndpoint(
            FileShelf shelf,
            FileLinks links,
            Grants grants,
            SourceBook sources,
            SignalDesk desk,
            Admission admission,
            Clock clock) {
        this.shelf = shelf;
        this.links = links;
        this.grants = grants;
        this.sources = sources;
        this.desk = desk;
        this.admission = admission;
        this.clock = clock;
    }

    Answer serve(Request request, List<String> variables) {
        return serve(request, "There is no file of this name.", () -> shelf.find(variables.getFirst()));
    }

    /** {@code /files/sha256/{hex}}: whatever its name is. */
    Answer serveByDigest(Request request, List<String> variables) {
        String text = "sha256:" + variables.getFirst();
        return serve(
                request,
                "There is no file of this digest.",
                () -> Digest.fits(text) ? shelf.find(new Digest(text)) : Optional.empty());
    }

    /** Looks a file up, which may wait for its digest. */
    private interface Search {
        Optional<ShelvedFile> find() throws IOException;
    }

    private Answer serve(Request request, String absent, Search search) {
        Optional<Known> machine = machine(request);
        SignalSubject subject = machine.map(Known::subject).orElseGet(() -> SignalDesk.stranger(request));
        try {
            Optional<ShelvedFile> file = search.find();
            return file.map(found -> described(found, offered(request, found, subject, machine.map(Known::by))))
                    .orElseGet(() -> desk.refuse(request, subject, 404, absent));
        } catch (IOException e) {
            LOG.error("file {} cannot be read", ShownPath.of(request.path()), e);
            return desk.refuse(
                    request, subject, 500, "The file cannot be read; the boot server's log names the reason.");
        }
    }

    private Answer offered(Request request, ShelvedFile file, SignalSubject subject, Optional<Attribution> by) {
        boolean known =
                request.header("if-none-match").filter(file.entityTag()::equals).isPresent();
        if (known) {
            return Answer.empty(304);
        }
        return switch (range(request, file)) {
            case ByteRange.Whole _ -> part(request, file, subject, by, 200, 0, file.size());
            case ByteRange.Part part ->
                part(request, file, subject, by, 206, part.first(), part.length())
                        .with("content-range", "bytes " + part.first() + "-" + part.last() + "/" + file.size());
            case ByteRange.Unsatisfiable _ ->
                desk.refuse(
                                request,
                                subject,
                                416,
                                "The file has " + file.size() + " bytes, none of them in this range.")
                        .with("content-range", "bytes */" + file.size());
        };
    }

    /** RFC 9110 13.1.5: a range of another version than the one that the client holds is of no use to it. */
    private static ByteRange range(Request request, ShelvedFile file) {
        boolean sameVersion =
                request.header("if-range").map(file.entityTag()::equals).orElse(true);
        Optional<String> asked = request.header("range").filter(_ -> sameVersion);
        return asked.map(text -> ByteRange.parse(text, file.size())).orElseGet(ByteRange.Whole::new);
    }

    private Answer part(
            Request request,
            ShelvedFile file,
            SignalSubject subject,
            Optional<Attribution> by,
            int status,
            long offset,
            long length) {
        boolean needsPlace = request.method().equals("GET") && admission.needsPlace(length);
        Optional<DownloadGate.Place> place =
                needsPlace ? admission.downloads().enter(request.peer()) : Optional.empty();
        if (needsPlace && place.isEmpty()) {
            return comeBack(request, subject);
        }
        return new Answer.FilePart(
                status,
                file.path(),
                offset,
                length,
                Map.of(),
                new Transfer(file, new Sighting(request, subject), by, length, place));
    }

    /** iPXE waits as long as it is told and asks again, within the same command of its script. */
    private Answer comeBack(Request request, SignalSubject subject) {
        return desk.turnAway(
                request,
                subject,
                admission,
                "Too many machines load at once; ask again after the time of Retry-After.");
    }

    /** Tells as signals how far the machine got. */
    private final class Transfer implements Answer.TransferWatch {
        private final ShelvedFile file;
        private final Sighting sighting;
        private final Optional<Attribution> by;
        private final long length;
        private final Optional<DownloadGate.Place> place;

        Transfer(
                ShelvedFile file,
                Sighting sighting,
                Optional<Attribution> by,
                long length,
                Optional<DownloadGate.Place> place) {
            this.place = place;
            this.file = file;
            this.sighting = sighting;
            this.by = by;
            this.length = length;
        }

        @Override
        public void stalled(long bytesSent, Instant since) {
            // It takes nothing of the line any more; machines that were cut off must not keep out the others.
            place.ifPresent(DownloadGate.Place::close);
            SignalBody body = new SignalBody.DownloadStalled(
                    links.of(file.name()), file.name(), file.digest(), bytesSent, length, since);
            desk.note(sighting.during(body, clock.instant(), bytesSent).known(by));
        }

        @Override
        public void ended(long bytesSent, boolean all) {
            place.ifPresent(DownloadGate.Place::close);
            sent(file, sighting, by, bytesSent, all);
        }
    }

    private void sent(ShelvedFile file, Sighting sighting, Optional<Attribution> by, long bytes, boolean all) {
        boolean complete = all && bytes == file.size() && shelf.unchanged(file);
        SignalBody body =
                new SignalBody.ArtifactServed(links.of(file.name()), file.name(), file.digest(), bytes, complete);
        desk.note(sighting.once(body).known(by));
    }

    private Answer described(ShelvedFile file, Answer answer) {
        return Contents.withDigest(answer, file.digest())
                .with("etag", file.entityTag())
                .with("accept-ranges", "bytes")
                .with("last-modified", DateFormatter.format(Date.from(file.modified())));
    }

    /** By the token where the URL has one, else by the address where it is one machine's; empty: nobody knows whom it is about. */
    private Optional<Known> machine(Request request) {
        return FormFields.parse(request.query())
                .text("t")
                .flatMap(grants::find)
                .map(grant -> new Known(grant.subject(), Attribution.TOKEN))
                .or(() -> sources.machineAt(request.address(), request.receivedAt()));
    }
}
