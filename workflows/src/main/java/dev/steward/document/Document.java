package dev.steward.document;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** A YAML file being read. It gathers every problem instead of stopping at the first. */
public final class Document {

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private Document(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param reader turns the outermost mapping into what is wanted; whatever it returns is thrown away when there was
     *     any problem
     * @throws BrokenDocumentException when the file can't be read, is not YAML, or is not what the reader expects
     */
    public static <T> T read(Path file, Function<Section, T> reader) throws BrokenDocumentException {
        String name = file.toString();
        try {
            return parse(name, Files.readString(file), reader);
        } catch (NoSuchFileException e) {
            throw new BrokenDocumentException(new Problem(name, 0, "", "there is no such file"));
        } catch (IOException e) {
            throw new BrokenDocumentException(new Problem(name, 0, "", "can't be read: " + e));
        }
    }

    /** As {@link #read}, of a text. */
    public static <T> T parse(String name, String text, Function<Section, T> reader) throws BrokenDocumentException {
        Document document = new Document(name);
        Optional<Node> root = Optional.ofNullable(compose(name, text));
        Section section = root.filter(MappingNode.class::isInstance)
                .map(n -> new Section(document, (MappingNode) n, ""))
                .orElseThrow(() ->
                        new BrokenDocumentException(new Problem(name, 0, "", "is not a mapping of keys to values")));
        T result = section.whole(reader);
        if (!document.problems.isEmpty()) {
            document.problems.sort(Comparator.comparingInt(Problem::line));
            throw new BrokenDocumentException(document.problems);
        }
        return result;
    }

    private static @Nullable Node compose(String name, String text) throws BrokenDocumentException {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw new BrokenDocumentException(
                    new Problem(name, line(e.getProblemMark()), "", "is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            throw new BrokenDocumentException(new Problem(name, 0, "", "is not YAML: " + e.getMessage()));
        }
    }

    void problem(Node at, String key, String what) {
        problems.add(new Problem(file, line(at.getStartMark()), key, what));
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }
}
