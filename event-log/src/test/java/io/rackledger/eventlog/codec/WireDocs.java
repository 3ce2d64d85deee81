package io.rackledger.eventlog.codec;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the sources say about the types of the wire and their components, read from their Javadoc. */
final class WireDocs {
    private static final Path ROOT = Path.of(System.getProperty("rackledger.root", ".."));
    private static final List<String> MODULES = List.of("core-domain", "event-log");

    /** By the type's name as in {@link Class#getCanonicalName}, and by that, '#' and a component's name. */
    private final Map<String, String> texts = new HashMap<>();

    private final Map<Path, Boolean> parsed = new HashMap<>();

    /** Words about a type; empty where its source says nothing. */
    String of(Class<?> type) {
        parse(type);
        return texts.getOrDefault(type.getCanonicalName(), "");
    }

    /** Words about a component of a record; empty where its source says nothing. */
    String of(Class<?> type, String component) {
        parse(type);
        return texts.getOrDefault(type.getCanonicalName() + "#" + component, "");
    }

    private void parse(Class<?> type) {
        String source = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        for (String module : MODULES) {
            Path file = ROOT.resolve(module).resolve("src/main/java").resolve(source);
            if (Files.exists(file) && parsed.putIfAbsent(file, true) == null) {
                parse(file);
            }
        }
    }

    private void parse(Path file) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(file));
            Reader reader = new Reader(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                reader.scan(unit, unit.getPackageName().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(List<? extends DocTree> words) {
        return words.stream()
                .map(DocTree::toString)
                .collect(Collectors.joining())
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private final class Reader extends TreePathScanner<@Nullable Void, String> {
        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, String enclosing) {
            String name = enclosing + "." + tree.getSimpleName();
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                texts.put(name, plain(comment.getFullBody()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        texts.put(name + "#" + param.getName(), plain(param.getDescription()));
                    }
                }
            }
            return super.visitClass(tree, name);
        }
    }
}
