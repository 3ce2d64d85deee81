package io.rackledger.boot.tftp;

import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.script.FileName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Whether a read request is granted. May wait for a file's digest, so for worker threads only. */
final class RequestJudge {
    private final FileShelf shelf;
    private final TftpDesk desk;
    private final TftpLimits limits;

    RequestJudge(FileShelf shelf, TftpDesk desk, TftpLimits limits) {
        this.shelf = shelf;
        this.desk = desk;
        this.limits = limits;
    }

    /** Yes or no. */
    sealed interface Verdict {
        /** The transfer may begin. */
        record Granted(Order order) implements Verdict {}

        /**
         * @param error for the machine
         * @param status the same as HTTP says it, for the signal
         */
        record Refused(TftpError error, int status, String reason) implements Verdict {}
    }

    Verdict judge(TftpPacket.ReadRequest request, InetSocketAddress remote, Occasion occasion, int requestBytes)
            throws IOException {
        String address = remote.getAddress().getHostAddress();
        if (!request.mode().equals("octet")) {
            return new Verdict.Refused(TftpError.ILLEGAL_OPERATION, 415, "Only mode octet (binary) is served.");
        }
        // A name that could not lie on the shelf is not even looked up.
        Optional<ShelvedFile> file = FileName.fits(request.name()) ? shelf.find(request.name()) : Optional.empty();
        if (file.isEmpty()) {
            return new Verdict.Refused(TftpError.FILE_NOT_FOUND, 404, "There is no file of this name.");
        }
        TransferOptions options =
                TransferOptions.agree(request.options(), file.get().size(), limits);
        if (options.answered().isEmpty() && !desk.knows(address, occasion.seenAt())) {
            return new Verdict.Refused(
                    TftpError.ACCESS_VIOLATION, 403, "Ask with an option such as tsize; this address is not known.");
        }
        Optional<SourceBook.Known> machine = desk.machine(address, occasion.seenAt());
        return new Verdict.Granted(new Order(file.get(), options, remote, occasion, machine, requestBytes));
    }
}
