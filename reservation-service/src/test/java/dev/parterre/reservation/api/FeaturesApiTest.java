package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Seats of which something special is known.
class FeaturesApiTest extends ReplicaFixture {

  private static final String FEATURES =
      "{\"1-0\": [\"accessible\"], \"1-1\": [\"companion\"], \"0-9\": [\"restricted-view\"]}";

  private String venue = "";

  private static String plan(String features) {
    return "{\"plan\": %s, \"features\": %s}".formatted(Fixtures.planJson(2, 10), features);
  }

  @BeforeEach
  void sellSeatsWithFeatures() {
    var created = send("POST", "/venues", plan(FEATURES), key());
    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    venue = created.body().path("venueId").asString("");
    event = send("POST", "/events", eventJson(venue), key()).body().path("eventId").asString("");
  }

  @Test
  void a_venue_tells_which_features_its_seats_have_and_the_drawing_which_seats() {
    assertThat(get("/venues/" + venue).body().path("features").toString())
        .isEqualTo(
            "[{\"feature\":\"accessible\",\"seats\":1},{\"feature\":\"companion\",\"seats\":1},"
                + "{\"feature\":\"restricted-view\",\"seats\":1}]");
    assertThat(get("/venues/" + venue + "/plan").body().path("features").path(0).toString())
        .isEqualTo("{\"name\":\"accessible\",\"seats\":[10]}");
    assertThat(get("/venues/1").body().has("features")).isFalse();
    assertThat(get("/venues/1/plan").body().has("features")).isFalse();
  }

  @Test
  void a_hold_and_a_reservation_tell_the_features_of_their_seats() {
    var seats = "[\"1-0\", \"1-5\"]";
    var held = hold("{\"seats\": " + seats + "}");
    assertThat(held.status()).isEqualTo(201);
    assertThat(held.body().path("seats").path(0).path("features").toString())
        .isEqualTo("[\"accessible\"]");
    assertThat(held.body().path("seats").path(1).has("features")).isFalse();
    send("DELETE", path(held), "", key());

    var reserved = reserve(seats);
    assertThat(get(path(reserved)).body().path("seats")).isEqualTo(held.body().path("seats"));
  }

  @Test
  void the_best_seats_are_accessible_as_far_as_that_is_wanted() {
    var two = hold("{\"bestAvailable\": {\"quantity\": 2, \"accessible\": 1}}");

    assertThat(two.status()).as(two.http().body()).isEqualTo(201);
    assertThat(two.body().path("seats").path(0).path("seat").asString("")).isEqualTo("1-0");
    assertThat(two.body().path("seats").path(1).path("seat").asString("")).isEqualTo("1-1");
    var more = hold("{\"bestAvailable\": {\"quantity\": 1, \"accessible\": 1}}");
    assertThat(more.type()).isEqualTo("/problems/seats-taken");
    var wrong = hold("{\"bestAvailable\": {\"quantity\": 1, \"accessible\": 2}}");
    assertThat(wrong.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/bestAvailable/accessible");
  }

  @Test
  void a_fault_of_a_feature_is_named_and_nothing_is_kept() {
    var refused = send("POST", "/venues", plan("{\"nobody\": [\"accessible\"]}"), key());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/features/nobody");
  }
}
