package io.rackledger.boot.tftp;

import io.rackledger.core.identity.Digest;
import java.util.Optional;

/**
 * What a read request would be answered, for operators who ask.
 *
 * @param size bytes of the file, where it would be sent
 * @param digest of the file, where it would be sent
 * @param why in words, where it would be refused
 */
public record TftpOutlook(Optional<Long> size, Optional<Digest> digest, Optional<String> why) {
    static TftpOutlook of(RequestJudge.Verdict verdict) {
        return switch (verdict) {
            case RequestJudge.Verdict.Granted(Order order) ->
                new TftpOutlook(
                        Optional.of(order.file().size()),
                        Optional.of(order.file().digest()),
                        Optional.empty());
            case RequestJudge.Verdict.Refused refused ->
                new TftpOutlook(Optional.empty(), Optional.empty(), Optional.of(refused.reason()));
        };
    }
}
