package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plans that come with the capacities of their areas.
class PlanPlacesTest {

  private static final String PIT = "{\"name\":\"Pit\",\"category\":\"A\",\"capacity\":300}";

  private static final String PLAN =
      Plans.SMALL.replace(
          "\"areas\":[]",
          "\"areas\":[{\"shape\":\"text\"},{\"uuid\":\"p/1\",\"shape\":\"circle\"},"
              + "{\"uuid\":\"q\"},{\"uuid\":\"twin\"},{\"uuid\":\"twin\"}]");

  private static String with(String areas) {
    return "{\"plan\":" + PLAN + ",\"areas\":" + areas + "}";
  }

  @Test
  void an_area_with_a_capacity_has_places() {
    var plan = Plans.imported(with("{\"p/1\":" + PIT + "}"));

    assertThat(plan.areas()).containsExactly(new Plan.Area("p/1", "Pit", "A", 300));
    assertThat(plan.indexOfArea("p/1")).isZero();
    assertThat(plan.indexOfArea("q")).isEqualTo(-1);
    assertThat(Plan.decode(plan.encode()).areas()).isEqualTo(plan.areas());
  }

  @Test
  void the_capacities_may_stand_before_the_plan_or_be_missing() {
    assertThat(Plans.imported("{\"areas\":{\"q\":" + PIT + "},\"plan\":" + PLAN + "}").areas())
        .hasSize(1);
    assertThat(Plans.imported("{\"plan\":" + PLAN + "}").areas()).isEmpty();
    assertThat(Plans.imported(PLAN).encode())
        .isEqualTo(Plans.imported("{\"plan\":" + PLAN + "}").encode());
  }

  @Test
  void a_plan_may_have_places_and_no_seats() {
    var plan =
        """
        {"name": "Club", "categories": [{"name": "A"}], "size": {"width": 10, "height": 10},
         "zones": [{"position": {"x": 0, "y": 0}, "rows": [], "areas": [{"uuid": "floor"}]}]}\
        """;
    var floor = "{\"name\": \"Floor\", \"category\": \"A\", \"capacity\": 1}";

    assertThat(Plans.faults(plan)).extracting(Fault::pointer).containsExactly("/zones");
    var club = Plans.imported("{\"plan\":" + plan + ",\"areas\":{\"floor\":" + floor + "}}");
    assertThat(club.seatCount()).isZero();
    assertThat(Plan.decode(club.encode()).areas()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"nowhere\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":1}} | /areas/nowhere",
        "{\"twin\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":1}} | /areas/twin",
        "{\"p/1\":{\"name\":\"N\",\"category\":\"Z\",\"capacity\":1}} | /areas/p~11/category",
        "{\"p/1\":{\"name\":\" \",\"category\":\"A\",\"capacity\":1}} | /areas/p~11/name",
        "{\"q\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":0}} | /areas/q/capacity",
        "{\"q\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":1.5}} | /areas/q/capacity",
        "{\"q\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":1000001}} | /areas/q/capacity",
        "{\"q\":{\"name\":\"N\",\"category\":\"A\"}} | /areas/q/capacity",
        "{\"q\":{\"name\":\"N\",\"category\":\"A\",\"capacity\":1,\"x\":1}} | /areas/q/x",
        "{\"q\":7} | /areas/q",
        "[] | /areas",
      })
  void a_fault_of_an_area_is_named(String areas, String pointer) {
    assertThat(Plans.faults(with(areas))).extracting(Fault::pointer).containsExactly(pointer);
  }

  @Test
  void two_areas_with_one_name_are_a_fault() {
    assertThat(Plans.faults(with("{\"q\":" + PIT + ",\"p/1\":" + PIT + "}")))
        .containsExactly(new Fault("/areas/p~11/name", "is also the name at /areas/q/name"));
  }

  @Test
  void a_document_is_either_a_plan_or_has_one() {
    assertThat(Plans.faults("{\"areas\":{}}"))
        .extracting(Fault::pointer)
        .containsExactly("/plan", "/plan/zones");
    assertThat(Plans.faults("{}")).extracting(Fault::pointer).contains("/name", "/zones");
    assertThat(Plans.faults("{\"plan\":" + PLAN + ",\"name\":\"Hall\"}"))
        .extracting(Fault::pointer)
        .containsExactly("/name");
    assertThat(Plans.faults(PLAN.replaceFirst("\\{", "{\"plan\":{},")))
        .extracting(Fault::pointer)
        .contains("/plan/zones", "/name", "/zones");
    var unknown = "{\"colours\":{},\"plan\":" + PLAN + ",\"areas\":{}}";
    assertThat(Plans.faults(unknown)).extracting(Fault::pointer).containsExactly("/colours");
  }

  @Test
  void more_areas_than_anybody_has_are_one_fault() {
    var areas =
        IntStream.range(0, 1_002)
            .mapToObj(
                i -> "\"%d\":{\"name\":\"%d\",\"category\":\"A\",\"capacity\":1}".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(Plans.faults(with(areas)))
        .filteredOn(fault -> fault.detail().contains("1000"))
        .containsExactly(
            new Fault("/areas/1000", "is one area more than the 1000 that may have places"));
  }

  @Test
  void texts_of_an_area_weigh() {
    var long1 = PIT.replace("Pit", "P".repeat(255));
    assertThat(Plans.imported(with("{\"q\":" + long1 + "}")).weight())
        .isGreaterThan(Plans.imported(with("{\"q\":" + PIT + "}")).weight() + 200);
  }

  @Test
  void a_fault_of_the_plan_is_named_where_it_stands() {
    assertThat(
            Plans.faults(
                "{\"plan\":"
                    + PLAN.replace("\"category\":\"A\",\"pos", "\"category\":\"Z\",\"pos")
                    + "}"))
        .extracting(Fault::pointer)
        .containsExactly("/plan/zones/0/rows/0/seats/0/category");
  }
}
