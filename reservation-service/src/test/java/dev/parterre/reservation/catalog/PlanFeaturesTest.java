package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plans that come with features of their seats.
class PlanFeaturesTest {

  private static String with(String features) {
    return "{\"plan\":" + Plans.SMALL + ",\"features\":" + features + "}";
  }

  @Test
  void seats_have_the_features_that_are_listed() {
    var plan =
        Plans.imported(with("{\"s2\":[\"accessible\",\"Séparée\"],\"s1\":[\"accessible\"]}"));

    for (var each : List.of(plan, Plan.decode(plan.encode()))) {
      assertThat(each.features()).containsExactly("Séparée", "accessible");
      assertThat(each.features(0)).containsExactly("accessible");
      assertThat(each.features(1)).containsExactly("Séparée", "accessible");
      assertThat(each.seatsWith(Plan.ACCESSIBLE).cardinality()).isEqualTo(2);
      assertThat(each.seatsWith(Plan.COMPANION).isEmpty()).isTrue();
    }
    assertThat(plan.encode())
        .isEqualTo(
            Plans.imported(with("{\"s1\":[\"accessible\"],\"s2\":[\"Séparée\",\"accessible\"]}"))
                .encode());
    assertThat(plan.weight()).isGreaterThan(Plans.imported(Plans.SMALL).weight());
  }

  @Test
  void a_plan_without_features_is_encoded_as_before() {
    byte[] bare = Plans.imported(Plans.SMALL).encode();

    assertThat(Plans.imported(with("{}")).encode()).isEqualTo(bare);
    assertThat(Plans.imported(with("{\"s1\":[]}")).encode()).isEqualTo(bare);
    assertThat(Plans.imported(with("{\"s1\":[]}")).features(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"nobody\":[\"accessible\"]} | /features/nobody",
        "{\"a/b\":[]} | /features/a~1b",
        "{\"s1\":[\"x\",\" \"]} | /features/s1/1",
        "{\"s1\":[\"x\",\"x\"]} | /features/s1/1",
        "{\"s1\":[\"a\\u0007\"]} | /features/s1/0",
        "{\"s1\":\"accessible\"} | /features/s1",
        "{\"s1\":null} | /features/s1",
        "[] | /features",
      })
  void a_fault_is_named(String features, String pointer) {
    assertThat(Plans.faults(with(features))).extracting(Fault::pointer).containsExactly(pointer);
  }

  @Test
  void a_feature_that_is_no_text_or_too_long_is_a_fault() {
    assertThat(Plans.faults(with("{\"s1\":[7]}")))
        .extracting(Fault::pointer)
        .contains("/features/s1/0");
    assertThat(Plans.faults(with("{\"s1\":[\"" + "x".repeat(51) + "\"]}")))
        .extracting(Fault::pointer)
        .contains("/features/s1/0");
    assertThat(Plans.imported(with("{\"s1\":[\"" + "x".repeat(50) + "\"]}")).features()).hasSize(1);
  }

  @Test
  void a_seat_has_few_features_and_a_plan_not_many() {
    assertThat(Plans.faults(with("{\"s1\":[" + names(0, 17) + "]}")))
        .containsExactly(new Fault("/features/s1", "has more than 16 elements"));
    assertThat(
            Plans.imported(with("{\"s1\":[" + names(0, 16) + "],\"s2\":[" + names(16, 32) + "]}")))
        .extracting(plan -> plan.features().size())
        .isEqualTo(32);
    var third = "],\"s3\":[" + names(32, 33) + "]}";
    assertThat(
            Plans.faults(with("{\"s1\":[" + names(0, 16) + "],\"s2\":[" + names(16, 32) + third)))
        .extracting(Fault::pointer)
        .containsExactly("/features");
  }

  private static String names(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "\"feature " + i + "\"")
        .collect(Collectors.joining(","));
  }
}
