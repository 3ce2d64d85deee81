package io.rackledger.eventlog.snapshot;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.Digest;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.fold.NodeTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the folding code: a digest over the class files of the fold, its states and its codec, found by following from a few
 * roots every class of ours that they name. So nobody can forget to raise it; that a change of no effect raises it too costs one slow
 * start.
 */
public final class FoldVersion {
    private static final Pattern OURS = Pattern.compile("io/rackledger/[\\w$/]+");
    private static final List<Class<?>> ROOTS =
            List.of(NodeStream.class, NodeTable.class, NodeRecordCodec.class, SnapshotCodec.class);

    private FoldVersion() {}

    /** SHA-256 over the folding code that runs here. */
    public static byte[] present() {
        return digest(classes(FoldVersion::load));
    }

    static byte[] digest(SortedMap<String, byte[]> classes) {
        MessageDigest sha = Digest.sha256();
        classes.forEach((name, bytes) -> {
            sha.update((name + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha.update(bytes);
        });
        return sha.digest();
    }

    /** Class files by name, from the roots on. */
    static SortedMap<String, byte[]> classes(Function<String, Optional<byte[]>> load) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        ROOTS.forEach(root -> open.add(root.getName().replace('.', '/')));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!found.containsKey(name)) {
                load.apply(name).ifPresent(bytes -> {
                    found.put(name, bytes);
                    named(bytes, open);
                });
            }
        }
        return found;
    }

    private static void named(byte[] classFile, Deque<String> open) {
        for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
            if (entry instanceof Utf8Entry text && text.stringValue().contains("io/rackledger/")) {
                Matcher matcher = OURS.matcher(text.stringValue());
                while (matcher.find()) {
                    open.add(matcher.group());
                }
            }
        }
    }

    /** The class file, empty where the name is not that of a class. */
    static Optional<byte[]> load(String name) {
        try (InputStream in = FoldVersion.class.getClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("class file " + name + " cannot be read", e);
        }
    }
}
