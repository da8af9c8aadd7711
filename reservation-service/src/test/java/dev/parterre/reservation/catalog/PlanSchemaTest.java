package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parterre.reservation.catalog.PlanImport.Result.Faulty;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import dev.parterre.reservation.catalog.PlanImport.Result.NotJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The import agrees with pretix's published schema. In a valid plan, every member in turn is left
/// out, given a value of another type, or joined by an unknown one: if the schema refuses the
/// result, so must the import. Where this only concerns what is drawn beside the seats, the plan is
/// imported with a warning.
class PlanSchemaTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(PlanSchemaTest.class.getResourceAsStream("/schema/seating-plan.schema.json"));

  private static final String FULL =
      Plans.SMALL.replace(
          "\"areas\":[]",
          """
          "areas":[
            {"shape":"rectangle","color":"#fff","border_color":"red","rotation":1.5,"uuid":"x",
             "position":{"x":1,"y":1},"rectangle":{"width":1,"height":1},
             "text":{"text":"t","color":"#000","size":12,"position":{"x":1,"y":1}}},
            {"shape":"circle","circle":{"radius":1}},
            {"shape":"ellipse","ellipse":{"radius":{"x":1,"y":2}}},
            {"shape":"polygon","polygon":{"points":[{"x":1,"y":2}]}}]
          """);

  private static final String BEYOND_THE_SCHEMA =
      "has no seats|is not one of the plan's categories.*|makes the label .*";

  static Stream<String> plans() {
    var plans = new ArrayList<String>(List.of(FULL));
    var root = JSON.readTree(FULL);
    vary(root, root, plans);
    return plans.stream();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void what_the_schema_refuses_is_refused(String plan) {
    boolean valid = SCHEMA.validate(plan, InputFormat.JSON).isEmpty();
    var result = PlanImport.read(plan.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    switch (result) {
      case Imported(_, var warnings) when valid -> assertThat(warnings).isEmpty();
      case Imported(_, var warnings) ->
          assertThat(warnings)
              .as("only what is drawn")
              .isNotEmpty()
              .allMatch(warning -> warning.pointer().startsWith("/zones/0/areas/"));
      case Faulty(var faults, _) when valid ->
          assertThat(faults)
              .as("only what the schema cannot say")
              .allMatch(fault -> fault.detail().matches(BEYOND_THE_SCHEMA));
      case Faulty _ -> assertThat(valid).isFalse();
      case NotJson(var detail) -> throw new AssertionError(detail);
    }
  }

  /// Adds a copy of the whole document for each small change at this node and below it.
  private static void vary(JsonNode root, JsonNode at, List<String> plans) {
    if (at instanceof ObjectNode object) {
      object.put("unknown", 1);
      plans.add(root.toString());
      object.remove("unknown");
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.remove(name);
        plans.add(root.toString());
        for (JsonNode other : others()) {
          object.set(name, other);
          plans.add(root.toString());
        }
        object.set(name, value);
        vary(root, value, plans);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        for (JsonNode other : others()) {
          array.set(i, other);
          plans.add(root.toString());
        }
        array.set(i, value);
        vary(root, value, plans);
      }
    }
  }

  private static List<JsonNode> others() {
    return Stream.of("null", "true", "7", "7.5", "7.0", "\"start\"", "[]", "{}")
        .map(JSON::readTree)
        .toList();
  }
}
