package dev.steward.broker.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.steward.broker.parameters.Shape.Choice;
import dev.steward.broker.parameters.Shape.Decimal;
import dev.steward.broker.parameters.Shape.Fields;
import dev.steward.broker.parameters.Shape.Flag;
import dev.steward.broker.parameters.Shape.Items;
import dev.steward.broker.parameters.Shape.Text;
import dev.steward.broker.parameters.Shape.Whole;
import dev.steward.machines.MachineSize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What platforms are told that parameters may be is what they may be: the catalog's schemas, read by others' code. */
class SchemaOracleTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PlanParameters CLUSTER =
            EngineParameters.of("postgresql").of(3, new MachineSize(2, 512), 1);
    private static final SchemaRegistry DRAFT_4 = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
    private static final Schema INSTANCE = schema(CLUSTER.instance());
    private static final Schema BINDING = schema(CLUSTER.binding());

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGyhTl1pWSZWRqqUrbv0qVdSlzOGbNXjbz6PmCwH1V3v";
    private static final List<String> TEXTS = List.of(
            KEY,
            KEY + " me@laptop",
            KEY + " ",
            " " + KEY,
            "10s",
            "9s",
            "1440m",
            "1441m",
            "24h",
            "25h",
            "1h ",
            "10.0.0.0/8",
            "10.0.0.0/33",
            "256.0.0.0/8",
            "fd00::/8",
            "::/0",
            "1::2::3/64",
            "1:2:3:4:5:6:7:8/128",
            "citext",
            "strict",
            "",
            "null");

    @Property(tries = 2000)
    void instancesMayHaveWhatTheirSchemaAllows(@ForAll("ofInstances") Map<String, Object> parameters) {
        agree(CLUSTER.instance(), INSTANCE, parameters);
    }

    @Property(tries = 2000)
    void bindingsMayHaveWhatTheirSchemaAllows(@ForAll("ofBindings") Map<String, Object> parameters) {
        agree(CLUSTER.binding(), BINDING, parameters);
    }

    private static void agree(Fields rules, Schema schema, Map<String, Object> parameters) {
        String text = JSON.writeValueAsString(parameters);
        Map<String, Object> received = JSON.readValue(text, new TypeReference<>() {});
        List<String> broken = schema.validate(text, InputFormat.JSON).stream()
                .map(String::valueOf)
                .toList();
        boolean taken = PlanParameters.violations(rules, received).isEmpty();
        assertThat(taken)
                .as("whether %s is taken; the schema says %s", text, broken)
                .isEqualTo(broken.isEmpty());
        Statistics.label("taken").collect(taken).coverage(cases -> {
            cases.check(true).percentage(p -> p > 10);
            cases.check(false).percentage(p -> p > 10);
        });
    }

    private static Schema schema(Fields rules) {
        return DRAFT_4.getSchema(JSON.writeValueAsString(rules.schema()));
    }

    @Provide
    Arbitrary<Map<String, Object>> ofInstances() {
        return some(CLUSTER.instance());
    }

    @Provide
    Arbitrary<Map<String, Object>> ofBindings() {
        return some(CLUSTER.binding());
    }

    /** Up to four of the fields, now and then one that is not known: with more, something would always be wrong. */
    private static Arbitrary<Map<String, Object>> some(Fields fields) {
        Arbitrary<Map.Entry<String, Object>> known = Arbitraries.of(
                        fields.fields().entrySet())
                .flatMap(f -> like(f.getValue().shape()).map(value -> Map.entry(f.getKey(), value)));
        Arbitrary<Map.Entry<String, Object>> unknown =
                Arbitraries.of("unknown", "", "Settings").map(name -> Map.entry(name, "value"));
        return Arbitraries.frequencyOf(Tuple.of(30, known), Tuple.of(1, unknown))
                .list()
                .ofMaxSize(4)
                .map(entries -> entries.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> second)));
    }

    private static Arbitrary<Object> like(Shape shape) {
        return Arbitraries.frequencyOf(Tuple.of(5, fit(shape)), Tuple.of(1, any()));
    }

    /** What is allowed, or nearly so. */
    private static Arbitrary<Object> fit(Shape shape) {
        return switch (shape) {
            case Whole w ->
                Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.longs().between(w.least(), w.most()).asGeneric()),
                        Tuple.of(
                                1,
                                Arbitraries.<Object>of(
                                        w.least() - 1, w.least(), w.most(), w.most() + 1, 100.0, 100.5)));
            case Decimal d ->
                Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.doubles()
                                        .between(d.least(), d.most())
                                        .asGeneric()),
                        Tuple.of(1, Arbitraries.<Object>of(d.least(), d.most(), d.least() - 0.01, d.most() + 0.01, 1)));
            case Flag f -> Arbitraries.of(true, false).asGeneric();
            case Choice c -> Arbitraries.of(c.words()).asGeneric();
            case Text t -> Arbitraries.of(TEXTS).asGeneric();
            case Items i -> like(i.each()).list().ofMaxSize(i.most() + 1).asGeneric();
            case Fields f -> some(f).asGeneric();
        };
    }

    /** No fractions beyond a long: the validator fails over those. */
    private static Arbitrary<Object> any() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().between(-1e15, 1e15).asGeneric(),
                Arbitraries.<Object>of(
                        true,
                        List.of(),
                        Map.of(),
                        List.of(1, 1),
                        Map.of("a", 1),
                        new BigInteger("99999999999999999999"),
                        new BigDecimal("1.0")));
    }
}
