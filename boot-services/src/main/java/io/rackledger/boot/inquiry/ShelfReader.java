package io.rackledger.boot.inquiry;

import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.script.FileName;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.plan.BootPlan;
import java.io.IOException;
import java.util.Optional;

/** Files as they would be served, or what is wrong with them. */
final class ShelfReader {
    private final FileShelf shelf;

    ShelfReader(FileShelf shelf) {
        this.shelf = shelf;
    }

    /** @param wanted the digest that the plan demands, where it demands one */
    PlanDocument.ServedFile file(String use, String name, Optional<Digest> wanted) {
        try {
            return shelf.find(name)
                    .map(found -> found(use, found, wanted))
                    .orElseGet(() -> without(use, name, "there is no file of this name among the boot files"));
        } catch (IOException e) {
            return without(use, name, "it cannot be read: " + e.getMessage());
        }
    }

    /** The image that the plan's instance names, where it is a file of ours. */
    Optional<PlanDocument.ServedFile> image(BootPlan plan) {
        return plan.instance()
                .filter(instance -> FileName.fits(instance.image()))
                .map(instance -> file("image", instance.image(), instance.imageDigest()));
    }

    private static PlanDocument.ServedFile found(String use, ShelvedFile file, Optional<Digest> wanted) {
        Optional<String> trouble = wanted.filter(digest -> !digest.equals(file.digest()))
                .map(digest -> "its plan demands " + digest + ", the file is another one");
        return new PlanDocument.ServedFile(
                use, file.name(), Optional.of(file.digest().value()), Optional.of(file.size()), trouble);
    }

    private static PlanDocument.ServedFile without(String use, String name, String trouble) {
        return new PlanDocument.ServedFile(use, name, Optional.empty(), Optional.empty(), Optional.of(trouble));
    }
}
