package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parterre.reservation.catalog.PlanImport.Result.Faulty;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import dev.parterre.reservation.catalog.PlanImport.Result.NotJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class PlanImportTest {

  @Test
  void the_example_theatre_is_imported() {
    Plan plan = imported(Plans.theatre());
    assertThat(plan.name()).isEqualTo("Example theatre");
    assertThat(plan.seatCount()).isEqualTo(669);
    assertThat(plan.categories()).extracting(Category::name).containsExactly("A", "B", "C");
    assertThat(plan.rows()).hasSize(20);
    int seat = plan.indexOf(new SeatId("stalls-B-3"));
    assertThat(plan.seat(seat))
        .isEqualTo(new Plan.Seat(new SeatId("stalls-B-3"), "Stalls, Row B, Seat 3", "A", 1));
    assertThat(plan.rows().get(1)).contains(seat);
    assertThat(plan.indexOf(new SeatId("stalls-B-99"))).isEqualTo(-1);
  }

  @Test
  void a_plan_survives_being_encoded() {
    Plan plan = imported(Plans.theatre());
    Plan decoded = Plan.decode(plan.encode());
    assertThat(decoded.drawing().json()).hasSameContentAs(plan.drawing().json());
    assertThat(decoded.encode()).isEqualTo(plan.encode());
    assertThat(IntStream.range(0, plan.seatCount()).mapToObj(decoded::seat))
        .containsExactlyElementsOf(
            IntStream.range(0, plan.seatCount()).mapToObj(plan::seat).toList());
  }

  @Test
  void positions_are_added_up() {
    JsonNode drawing = JsonMapper.shared().readTree(imported(Plans.theatre()).drawing().json());
    assertThat(drawing.path("seats").path("x").path(0).asDouble()).isEqualTo(439.28);
    assertThat(drawing.path("seats").path("y").path(0).asDouble()).isEqualTo(204.37);
    assertThat(drawing.path("seats").path("r").asInt()).isEqualTo(10);
    assertThat(drawing.path("areas").path(0).path("x").asDouble()).isEqualTo(400);
    assertThat(drawing.path("marks").size()).isEqualTo(40);
  }

  @Test
  void labels_put_in_numbers_and_fall_back() {
    var row = "{\"row_number\": \"7\", \"row_label\": null, \"seats\": [" + seat("a") + "]}";
    assertThat(imported(plan(row)).seat(0).label()).isEqualTo("Row 7, Seat a");
    var labelled =
        "{\"row_number\": \"7\", \"row_label\": \"Box %s\", \"seat_label\": \"Chair %s\","
            + " \"seats\": ["
            + seat("a")
            + "]}";
    assertThat(imported(plan(labelled)).seat(0).label()).isEqualTo("Box 7, Chair a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"name\": \"a\"",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{} {}",
        "{}x",
        "{\"name\": NaN}",
        "{'a': 1}",
        "[[[[",
        "\u00ff"
      })
  void what_is_not_json_is_told_apart(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(PlanImport.read(bytes)).isInstanceOf(NotJson.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\":\"Hall\" | \"name\":3 | /name",
        "\"name\":\"Hall\" | \"name\":\"\" | /name",
        "\"name\":\"Hall\" | \"name\":\"\\ud800\" | /name",
        "\"name\":\"Hall\" | \"name\":\"\\uffff\" | /name",
        "\"name\":\"Hall\" | \"name\":\"\\u200b\\u00a0\" | /name",
        "\"name\":\"Hall\", | | /name",
        "\"name\":\"Hall\" | \"name\":\"Hall\",\"more\":{} | /more",
        "\"width\":10 | \"width\":1.5 | /size/width",
        "\"width\":10 | \"width\":0 | /size/width",
        "\"width\":10 | \"width\":1e9 | /size/width",
        "\"color\":\"#fff\" | \"color\":\"url(x)\" | /categories/0/color",
        "{\"name\":\"A\",\"color\":\"#fff\"} | {\"name\":\"A\"},{\"name\":\"A\"} |"
            + " /categories/1/name",
        "\"category\":\"A\",\"position\" | \"category\":\"B\",\"position\" "
            + "| /zones/0/rows/0/seats/0/category",
        "\"seat_guid\":\"s1\" | \"seat_guid\":\"\" | /zones/0/rows/0/seats/0/seat_guid",
        "\"seat_guid\":\"s1\" | \"seat_guid\":7 | /zones/0/rows/0/seats/0/seat_guid",
        "\"seat_guid\":\"s1\", | | /zones/0/rows/0/seats/0/seat_guid",
        "\"seat_guid\":\"s1\" | \"seat_guid\":\"a\\u0000\" | /zones/0/rows/0/seats/0/seat_guid",
        "\"seat_guid\":\"s1\" | \"seat_guid\":\"s2\" | /zones/0/rows/0/seats/1/seat_guid",
        "\"x\":1, | \"x\":\"1\", | /zones/0/rows/0/seats/0/position/x",
        "\"x\":1, | \"x\":1e400, | /zones/0/rows/0/seats/0/position/x",
        "\"x\":1, | \"x\":1000001, | /zones/0/rows/0/seats/0/position/x",
        "\"x\":1, | \"x\":1,\"z\":1, | /zones/0/rows/0/seats/0/position/z",
        "\"row_number\":\"1\" | \"row_number\":1 | /zones/0/rows/0/row_number",
        "\"row_number\":\"1\" | \"row_number\":\"1\",\"row_number_position\":\"up\" "
            + "| /zones/0/rows/0/row_number_position",
        "\"areas\":[] | \"areas\":[{\"shape\":\"star\"}] | /zones/0/areas/0/shape",
        "\"areas\":[] | \"areas\":[{\"polygon\":{}}] | /zones/0/areas/0/polygon/points",
        "\"areas\":[] | \"areas\":{} | /zones/0/areas",
        "\"areas\":[] | \"areas\":[{\"places\":[]}] | /zones/0/areas/0/places",
        "\"areas\":[] | \"areas\":[{\"border\":{\"width\":1}}] | /zones/0/areas/0/border",
        "\"areas\":[] | \"areas\":[{\"position\":{\"x\":1,\"y\":1,\"z\":1}}] "
            + "| /zones/0/areas/0/position/z",
        "\"areas\":[] | \"areas\":[{\"circle\":{\"radius\":-0.5}}] "
            + "| /zones/0/areas/0/circle/radius",
        "\"zone_id\":\"z\", | \"zone_id\":\"z\",\"displayed\":[], | /zones/0/displayed",
        "\"zone_id\":\"z\", | \"zone_id\":\"z\",\"hidden\":true, | /zones/0/hidden",
        "\"row_number\":\"1\" | \"row_number\":\"1\",\"number_of_seats\":3 "
            + "| /zones/0/rows/0/number_of_seats",
        "\"row_number\":\"1\" | \"row_number\":\"1\",\"rotation\":1 "
            + "| /zones/0/rows/0/rotation",
        "\"radius\":12 | \"radius\":12.5 | /zones/0/rows/0/seats/1/radius",
        "\"radius\":12 | \"taken\":true | /zones/0/rows/0/seats/1/taken",
        "\"color\":\"#fff\" | \"price\":\"9\" | /categories/0/price",
        "{\"name\":\"A\",\"color\":\"#fff\"} | {\"name\":\"A\"},{\"name\":\" \"} |"
            + " /categories/1/name",
        "{\"name\":\"A\",\"color\":\"#fff\"} | {\"name\":\"A\"},{\"name\":\"\"},{\"name\":\"\"} |"
            + " /categories/2/name",
      })
  void a_fault_is_named_by_its_place(String found, String replacement, String pointer) {
    String faulty = Plans.SMALL.replace(found, replacement == null ? "" : replacement);
    assertThat(faults(faulty)).extracting(Fault::pointer).containsExactly(pointer);
  }

  @Test
  void a_long_guid_is_refused() {
    assertThat(PlanImport.read(bytes(Plans.SMALL.replace("s1", "g".repeat(255)))))
        .isInstanceOf(Imported.class);
    assertThat(faults(Plans.SMALL.replace("s1", "g".repeat(256))))
        .extracting(Fault::pointer)
        .containsExactly("/zones/0/rows/0/seats/0/seat_guid");
  }

  @Test
  void a_plan_without_seats_is_refused() {
    assertThat(faults(plan("{\"row_number\": \"1\", \"seats\": []}")))
        .extracting(Fault::pointer, Fault::detail)
        .containsExactly(tuple("/zones", "has no seats"));
    assertThat(faults("[]")).extracting(Fault::pointer).contains("");
  }

  @Test
  void all_faults_are_listed_at_once() {
    String faulty =
        Plans.SMALL
            .replace("\"x\":1,", "\"x\":null,")
            .replace("\"s2\"", "\"s1\"")
            .replace("\"width\":10", "\"width\":\"10\"");
    assertThat(faults(faulty))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/zones/0/rows/0/seats/0/position/x",
            "/zones/0/rows/0/seats/1/seat_guid",
            "/size/width");
  }

  @Test
  void a_thousand_faults_are_listed_and_more_are_only_mentioned() {
    assertThat(PlanImport.read(bytes(withTwins(1_001))))
        .isEqualTo(new Faulty(faults(withTwins(1_001)), false));
    assertThat(faults(withTwins(1_001))).hasSize(1_000);
    assertThat(PlanImport.read(bytes(withTwins(1_002))))
        .isInstanceOfSatisfying(
            Faulty.class,
            faulty -> {
              assertThat(faulty.faults()).hasSize(1_000);
              assertThat(faulty.more()).isTrue();
            });
  }

  @Test
  void a_hundred_thousand_seats_are_imported_and_one_more_is_not() {
    Plan plan = imported(withSeats(100_000));
    assertThat(plan.seatCount()).isEqualTo(100_000);
    assertThat(plan.encode()).hasSizeLessThan(8 << 20);
    assertThat(Plan.decode(plan.encode()).seat(99_999)).isEqualTo(plan.seat(99_999));
    assertThat(faults(withSeats(100_001))).extracting(Fault::pointer).containsExactly("/zones");
  }

  @Test
  void a_hostile_plan_costs_little() {
    String rows = "{\"row_number\": \"1\", \"seats\": []},".repeat(200_000) + "{}";
    assertThat(PlanImport.read(bytes(plan(rows)))).isInstanceOf(Faulty.class);
    assertThat(PlanImport.read(bytes("[".repeat(1_000_000)))).isInstanceOf(NotJson.class);
    assertThat(PlanImport.read(bytes("[" + "0,".repeat(10_000_000) + "0]")))
        .isInstanceOf(Faulty.class);
  }

  private static String withTwins(int seats) {
    return plan(row(IntStream.range(0, seats).mapToObj(n -> seat("twin", "" + n)).toList()));
  }

  private static String withSeats(int seats) {
    var rows = new ArrayList<String>();
    for (int first = 0; first < seats; first += 100) {
      int end = Math.min(first + 100, seats);
      rows.add(row(IntStream.range(first, end).mapToObj(n -> seat("seat-" + n)).toList()));
    }
    return plan(String.join(",", rows));
  }

  private static String row(List<String> seats) {
    return "{\"row_number\": \"1\", \"seats\": [" + String.join(",", seats) + "]}";
  }

  private static String seat(String guid) {
    return seat(guid, guid);
  }

  private static String seat(String guid, String number) {
    return "{\"seat_guid\": \"%s\", \"seat_number\": \"%s\", \"category\": \"A\","
            .formatted(guid, number)
        + "\"position\": {\"x\": 1.5, \"y\": 2}}";
  }

  private static String plan(String rows) {
    return "{\"name\": \"Hall\", \"categories\": [{\"name\": \"A\"}],"
        + "\"size\": {\"width\": 10, \"height\": 10},"
        + "\"zones\": [{\"position\": {\"x\": 0, \"y\": 0}, \"rows\": ["
        + rows
        + "]}]}";
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static Plan imported(String json) {
    return imported(bytes(json));
  }

  private static Plan imported(byte[] json) {
    assertThat(PlanImport.read(json)).isInstanceOf(Imported.class);
    return ((Imported) PlanImport.read(json)).plan();
  }

  private static List<Fault> faults(String json) {
    assertThat(PlanImport.read(bytes(json))).isInstanceOf(Faulty.class);
    return ((Faulty) PlanImport.read(bytes(json))).faults();
  }
}
