package io.rackledger.command.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes mutants: applies their edits to copies of the sources and compiles those against the classes of this test. */
final class Workshop {
    private static final String SOURCES = "src/main/java/";

    private final Path root;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /** @param root the repository's root */
    Workshop(Path root) {
        this.root = root;
    }

    /** The program with the mutant's fault in it. */
    MutantLoader make(Mutant mutant) {
        return new MutantLoader(compile(sources(mutant)), Workshop.class.getClassLoader());
    }

    private Map<String, String> sources(Mutant mutant) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Edit edit : mutant.edits()) {
            changed.put(edit.file(), edit.applyTo(changed.getOrDefault(edit.file(), read(edit.file()))));
        }
        return changed;
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file + " is no longer there: bring the mutants up to date", e);
        }
    }

    private Map<String, byte[]> compile(Map<String, String> sources) {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((file, text) -> units.add(new Source(file, text)));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Classes classes = new Classes(compiler.getStandardFileManager(diagnostics, null, null));
        List<String> options =
                List.of("-proc:none", "-nowarn", "-parameters", "-classpath", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, classes, diagnostics, options, null, units).call()) {
            throw new AssertionError("the mutant does not compile: "
                    + diagnostics.getDiagnostics().stream()
                            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                            .toList());
        }
        Map<String, byte[]> compiled = new HashMap<>();
        classes.made.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
        return compiled;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String file, String text) {
            super(URI.create("string:///" + file.substring(file.indexOf(SOURCES) + SOURCES.length())), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> made = new HashMap<>();

        private Classes(JavaFileManager inner) {
            super(inner);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            made.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
