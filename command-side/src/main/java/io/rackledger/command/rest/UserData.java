package io.rackledger.command.rest;

import io.rackledger.command.userdata.UserDataCheck;
import io.rackledger.command.userdata.UserDataFault;
import io.rackledger.core.door.Documents;
import io.rackledger.core.identity.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Takes in a tenant's user data: checked, stored under its digest. */
final class UserData {
    private final Documents documents;
    private final Duration patience;

    UserData(Documents documents, Duration patience) {
        this.documents = documents;
        this.patience = patience;
    }

    static Optional<Digest> digest(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Optional.empty()
                : Optional.of(Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Refuses what cloud-init could not read, unless forced. */
    static void check(@Nullable String text, boolean force) {
        Optional<UserDataFault> fault = text == null || force ? Optional.empty() : UserDataCheck.check(text);
        if (fault.isPresent()) {
            throw new UserDataRefused(fault.get());
        }
    }

    /** Stores the text; its digest is durable when this returns. */
    Optional<Digest> store(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(documents
                    .put(text.getBytes(StandardCharsets.UTF_8))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static RequestFault unavailable(Exception cause) {
        RequestFault fault = new RequestFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "LOG_UNAVAILABLE",
                "the user data could not be stored; nothing was recorded",
                "instance.userData",
                "send the request again under the same Idempotency-Key");
        fault.initCause(cause);
        return fault;
    }
}
