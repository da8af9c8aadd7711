package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plans that deviate from the schema but leave no seat in doubt.
class PlanWarningsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"border_width\":2} | /border_width",
        "{\"name\":null} | /name",
        "{\"rectangle\":{\"width\":1.5,\"height\":2.0}} | /rectangle/width",
        "{\"rectangle\":{\"width\":1,\"height\":2,\"rx\":3}} | /rectangle/rx",
        "{\"circle\":{\"radius\":0.5}} | /circle/radius",
        "{\"circle\":{\"radius\":1,\"r\":\"1\"}} | /circle/r",
        "{\"ellipse\":{\"radius\":{\"x\":1.5,\"y\":1},\"r\":1}} | /ellipse/r",
        "{\"polygon\":{\"points\":[],\"closed\":true}} | /polygon/closed",
        "{\"text\":{\"text\":\"\",\"position\":{\"x\":0,\"y\":0},\"size\":9.5}} | /text/size",
        "{\"text\":{\"text\":\"\",\"position\":{\"x\":0,\"y\":0},\"font\":\"a\"}} | /text/font",
      })
  void an_area_is_drawn_as_well_as_it_can_be(String area, String pointer) {
    assertWarns(Plans.SMALL.replace("\"areas\":[]", areas(area)), "/zones/0/areas/0" + pointer);
  }

  /// Members of earlier versions of the schema, one that pretix's editor writes, and a category as
  /// generators on the web name it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"zone_id\":\"z\" | \"displayed\":true | /zones/0/displayed",
        "\"zone_id\":\"z\" | \"_editor_id\":\"z\" | /zones/0/_editor_id",
        "\"row_number\" | \"number_of_seats\":2,\"row_number\" | /zones/0/rows/0/number_of_seats",
        "\"row_number\" | \"seats_spacing\":25,\"row_number\" | /zones/0/rows/0/seats_spacing",
        "{\"name\":\"A\",\"color\":\"#fff\"} | {\"name\":\"A\"},{\"name\":\"\"} |"
            + " /categories/1/name",
      })
  void what_says_nothing_of_a_seat_is_no_fault(String found, String replacement, String pointer) {
    assertThat(Plans.SMALL).contains(found);
    assertWarns(Plans.SMALL.replace(found, replacement), pointer);
  }

  @Test
  void a_plan_as_the_format_has_it_has_no_warnings() {
    assertThat(((Imported) PlanImport.read(Plans.theatre())).warnings()).isEmpty();
  }

  @Test
  void an_area_of_a_fractional_size_is_drawn_in_it() {
    String areas =
        areas(
            "{\"shape\":\"rectangle\",\"rectangle\":{\"width\":60.126,\"height\":7}}",
            "{\"shape\":\"circle\",\"circle\":{\"radius\":4.5}}",
            "{\"text\":{\"text\":\"Bar\",\"size\":12.5,\"position\":{\"x\":0,\"y\":0}}}");
    JsonNode drawn =
        JsonMapper.shared()
            .readTree(imported(Plans.SMALL.replace("\"areas\":[]", areas)).plan().drawing().json())
            .path("areas");
    assertThat(drawn.path(0).path("width").asDouble()).isEqualTo(60.13);
    assertThat(drawn.path(0).path("height").asDouble()).isEqualTo(7);
    assertThat(drawn.path(1).path("radius").asDouble()).isEqualTo(4.5);
    assertThat(drawn.path(2).path("text").path("size").asInt()).isEqualTo(13);
  }

  /// Plans as generators of tables on the web write them.
  @Test
  void tables_of_a_category_without_a_name_are_imported() {
    var tables = (Imported) PlanImport.read(Plans.resource("/plans/tables.json"));
    assertThat(tables.warnings()).extracting(Fault::pointer).containsExactly("/categories/0/name");
    assertThat(tables.plan().seatCount()).isEqualTo(96);
    assertThat(tables.plan().seat(0).category()).isEmpty();
  }

  @Test
  void a_thousand_warnings_are_listed() {
    var areas = Collections.nCopies(1_001, "{\"border_width\":1}").toArray(String[]::new);
    var odd = imported(Plans.SMALL.replace("\"areas\":[]", areas(areas)));
    assertThat(odd.warnings()).hasSize(1_000);
    assertThat(odd.warnings().getLast().pointer()).isEqualTo("/zones/0/areas/999/border_width");
  }

  private static void assertWarns(String odd, String pointer) {
    var imported = imported(odd);
    assertThat(imported.warnings()).extracting(Fault::pointer).containsExactly(pointer);
    assertThat(imported.warnings().getFirst().detail()).isNotBlank();
    var usual = imported(Plans.SMALL).plan();
    assertThat(imported.plan().seatCount()).isEqualTo(usual.seatCount());
    assertThat(IntStream.range(0, usual.seatCount()).mapToObj(imported.plan()::seat))
        .containsExactlyElementsOf(
            IntStream.range(0, usual.seatCount()).mapToObj(usual::seat).toList());
  }

  private static String areas(String... areas) {
    return "\"areas\":[" + String.join(",", areas) + "]";
  }

  private static Imported imported(String json) {
    var read = PlanImport.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(read).isInstanceOf(Imported.class);
    return (Imported) read;
  }
}
