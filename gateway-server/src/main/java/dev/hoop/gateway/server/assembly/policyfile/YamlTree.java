package dev.hoop.gateway.server.assembly.policyfile;

import dev.hoop.gateway.engine.policy.document.InvalidPolicyException;
import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Mapping;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Sequence;
import dev.hoop.gateway.engine.policy.document.PolicyProblem;
import dev.hoop.gateway.engine.policy.document.Problems;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML text into a tree with places. YAML's cleverness is refused: anchors, aliases, tags and several documents in one file,
 * none of which a policy needs and each of which hides what a policy says from who reads it.
 */
public final class YamlTree {
    private static final int MOST_CHARACTERS = 4 << 20;

    private static final Set<String> PLAIN_TAGS = Stream.of("str", "int", "float", "bool", "null", "seq", "map")
            .map(name -> "tag:yaml.org,2002:" + name)
            .collect(Collectors.toUnmodifiableSet());

    private final String file;
    private final Problems problems = new Problems();

    private YamlTree(String file) {
        this.file = file;
    }

    /**
     * The tree of the text.
     *
     * @throws InvalidPolicyException if the text is not YAML, or more of it than policies may use
     */
    public static PolicyNode read(String file, String text) {
        YamlTree tree = new YamlTree(file);
        if (text.length() > MOST_CHARACTERS) {
            throw refusal(
                    new Mark(file, 1, 1),
                    "the file is larger than 4 MiB",
                    "split it into several files of one directory");
        }
        PolicyNode root = tree.convert(tree.compose(text));
        tree.problems.refuseIfAny();
        return root;
    }

    private Node compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true) // refused by the engine, with the place of the first
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        try {
            Composer composer = new Composer(
                    settings, new ParserImpl(settings, new StreamReader(settings, new StringReader(text))));
            Optional<Node> root = composer.getSingleNode();
            return root.orElseThrow(
                    () -> refusal(new Mark(file, 1, 1), "the file is empty", "begin it with version: 1"));
        } catch (MarkedYamlEngineException e) {
            throw refusal(
                    e.getProblemMark().map(this::mark).orElse(new Mark(file, 1, 1)),
                    "this is not YAML: " + problem(e),
                    "check indentation, quotes and brackets here and just above");
        } catch (YamlEngineException e) {
            throw refusal(new Mark(file, 1, 1), "this is not YAML", "check that the file is a text in UTF-8");
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        return problem == null ? "it breaks off" : problem;
    }

    private PolicyNode convert(Node node) {
        Mark mark = node.getStartMark().map(this::mark).orElse(new Mark(file, 1, 1));
        if (node.getAnchor().isPresent()) {
            problems.add(mark, "anchors and aliases are not used in policies", "write the part out where it is needed");
            return new Scalar(mark, "", false);
        }
        if (node instanceof ScalarNode scalar) {
            checkTag(mark, node);
            return new Scalar(mark, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
        }
        if (node instanceof SequenceNode sequence) {
            checkTag(mark, node);
            return new Sequence(
                    mark, sequence.getValue().stream().map(this::convert).toList());
        }
        if (node instanceof MappingNode mapping) {
            checkTag(mark, node);
            List<Entry> entries = new ArrayList<>();
            mapping.getValue().forEach(tuple -> entry(tuple).ifPresent(entries::add));
            return new Mapping(mark, entries);
        }
        problems.add(mark, "anchors and aliases are not used in policies", "write the part out where it is needed");
        return new Scalar(mark, "", false);
    }

    private Optional<Entry> entry(NodeTuple tuple) {
        PolicyNode key = convert(tuple.getKeyNode());
        PolicyNode value = convert(tuple.getValueNode());
        if (key instanceof Scalar scalar && !scalar.text().isEmpty()) {
            return Optional.of(new Entry(key.mark(), scalar.text(), value));
        }
        problems.add(key.mark(), "a key is " + key.sort() + ", not a word", "write key: value");
        return Optional.empty();
    }

    private void checkTag(Mark mark, Node node) {
        String tag = node.getTag().getValue();
        if (!PLAIN_TAGS.contains(tag)) {
            problems.add(mark, "tags such as '" + tag + "' are not used in policies", "take the tag out");
        }
    }

    private Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return new Mark(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static InvalidPolicyException refusal(Mark mark, String what, String fix) {
        return new InvalidPolicyException(List.of(new PolicyProblem(mark, what, fix)));
    }
}
