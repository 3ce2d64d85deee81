package io.rackledger.boot.seed;

import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.file.ShelvedFile;
import io.rackledger.boot.script.FileName;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.boot.token.Grant;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.node.InstanceInfo;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the image of a deploy: a file of this server, whose digest is known, or a URL for which the user gave one. */
public final class ImageSources {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSources.class);

    private final FileShelf shelf;
    private final MachineAddresses addresses;

    public ImageSources(FileShelf shelf, MachineAddresses addresses) {
        this.shelf = shelf;
        this.addresses = addresses;
    }

    /** The image; empty where there is none, or none that a script may hold or could verify. May wait for a digest. */
    Optional<ImageSource> of(Grant.Current grant) {
        return grant.plan().instance().flatMap(instance -> of(instance, grant));
    }

    private Optional<ImageSource> of(InstanceInfo instance, Grant.Current grant) {
        if (FileName.fits(instance.image())) {
            FileName name = new FileName(instance.image());
            String url = addresses.fileOf(name, grant.token()).value();
            return instance.imageDigest()
                    .or(() -> shelved(name).map(ShelvedFile::digest))
                    .map(digest -> new ImageSource(url, hex(digest)));
        }
        return instance.imageDigest()
                .filter(_ -> HttpUrl.fits(instance.image()))
                .map(digest -> new ImageSource(instance.image(), hex(digest)));
    }

    private Optional<ShelvedFile> shelved(FileName name) {
        try {
            return shelf.find(name.value());
        } catch (IOException e) {
            LOG.error("image {} cannot be read", name, e);
            return Optional.empty();
        }
    }

    private static String hex(Digest digest) {
        return digest.value().substring("sha256:".length());
    }
}
