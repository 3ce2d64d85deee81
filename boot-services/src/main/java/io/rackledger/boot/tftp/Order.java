package io.rackledger.boot.tftp;

import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.report.SourceBook;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A read request that is granted.
 *
 * @param remote address and port of the machine's side of the transfer
 * @param machine whom it is about, and by what that is known; empty: nobody knows
 * @param requestBytes size of the request's datagram
 */
record Order(
        ShelvedFile file,
        TransferOptions options,
        InetSocketAddress remote,
        Occasion occasion,
        Optional<SourceBook.Known> machine,
        int requestBytes) {}
