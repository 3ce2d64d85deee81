package io.rackledger.command.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Loads the whole program anew, with the mutant's classes in the place of the real ones; libraries stay shared. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "io.rackledger.";
    private static final String HUNT = "io.rackledger.command.simulation.Hunt";

    private final Map<String, byte[]> changed;

    MutantLoader(Map<String, byte[]> changed, ClassLoader parent) {
        super(parent);
        this.changed = changed;
    }

    /** What became of a hunt in the changed program. */
    record Found(long seeds, String rule) {
        /** The rule that was broken, without what it was broken by. */
        String told() {
            String bare =
                    rule.substring(rule.indexOf("Breach: ") < 0 ? 0 : rule.indexOf("Breach: ") + "Breach: ".length());
            int colon = bare.indexOf(':');
            return colon < 0 ? bare : bare.substring(0, colon);
        }
    }

    /** Simulates the changed program until it is found out; seeds 0 where it is not. */
    Found hunt(String mode, long most) {
        try {
            Object told =
                    loadClass(HUNT).getMethod("find", String.class, long.class).invoke(null, mode, most);
            String[] parts = String.valueOf(told).split(" ", 2);
            return parts.length < 2 ? new Found(0, "") : new Found(Long.parseLong(parts[0]), parts[1]);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the simulation of the mutant broke off", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.containsKey(name) ? changed.get(name) : original(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("class " + name + " cannot be read", e);
        }
    }
}
