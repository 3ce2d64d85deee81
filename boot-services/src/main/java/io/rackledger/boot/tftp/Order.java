package io.rackledger.boot.tftp;

import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.report.Occasion;
import io.rackledger.core.signal.SignalSubject;
import java.net.InetSocketAddress;

/**
 * A read request that is granted.
 *
 * @param remote address and port of the machine's side of the transfer
 * @param subject whom it is about
 * @param requestBytes size of the request's datagram
 */
record Order(
        ShelvedFile file,
        TransferOptions options,
        InetSocketAddress remote,
        Occasion occasion,
        SignalSubject subject,
        int requestBytes) {}
