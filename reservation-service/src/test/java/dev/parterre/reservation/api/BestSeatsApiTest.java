package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds of seats that the box office chooses.
class BestSeatsApiTest extends ReplicaFixture {

  private Response best(String members) {
    return hold("{\"bestAvailable\": {%s}}".formatted(members));
  }

  private static List<String> seats(Response held) {
    return held.body().path("seats").valueStream().map(it -> it.path("seat").asString("")).toList();
  }

  @Test
  void the_best_seats_of_a_category_are_held() {
    var held = best("\"quantity\": 2, \"category\": \"B\"");

    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(seats(held)).containsExactly("1-8", "1-9");
    assertThat(held.body().path("total").path("amount").asString("")).isEqualTo("60.00");
    assertThat(get(path(held)).body()).isEqualTo(held.body());
    assertThat(get("/events/" + event + "/seats/1-8").body().path("status").asString(""))
        .isEqualTo("held");
  }

  @Test
  void a_hold_says_whether_its_seats_are_side_by_side() {
    assertThat(hold("{\"seats\": [\"0-1\", \"0-3\"]}").body().path("adjacent").asBoolean(true))
        .isFalse();
    assertThat(hold("{\"seats\": [\"0-5\", \"0-4\"]}").body().path("adjacent").asBoolean(false))
        .isTrue();
    assertThat(hold("{\"seats\": [\"0-9\", \"1-0\"]}").body().path("adjacent").asBoolean(true))
        .isFalse();

    var insisting = best("\"quantity\": 4, \"category\": \"A\", \"adjacent\": true");
    var content = best("\"quantity\": 4, \"category\": \"A\"");

    assertThat(insisting.type()).isEqualTo("/problems/seats-taken");
    assertThat(content.status()).isEqualTo(201);
    assertThat(content.body().path("adjacent").asBoolean(true)).isFalse();
    assertThat(get(path(content)).body()).isEqualTo(content.body());
  }

  @Test
  void a_retry_gets_the_same_seats_and_another_request_others() {
    var path = "/events/" + event + "/holds";
    var body = "{\"bestAvailable\": {\"quantity\": 2}, \"holdSeconds\": 60}";
    var key = key();

    var first = send("POST", path, body, key);
    var again = send("POST", path, body, key);
    var other = send("POST", path, body, key());

    assertThat(seats(first)).containsExactly("0-8", "0-9");
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(seats(other)).containsExactly("1-8", "1-9");
    assertThat(send("POST", path, body.replace("2", "3"), key).type())
        .isEqualTo("/problems/idempotency-key-reused");
  }

  @Test
  void what_is_held_is_reserved_as_any_other_hold() {
    var hold = best("\"quantity\": 1").body().path("holdId").asString("");

    var reserved =
        send(
            "POST",
            "/reservations",
            "{\"holdId\": \"%s\", \"customer\": %s}".formatted(hold, CUSTOMER),
            key());

    assertThat(reserved.status()).isEqualTo(201);
    assertThat(seats(reserved)).containsExactly("0-9");
  }

  @Test
  void if_there_are_no_such_seats_nothing_is_held_and_no_seat_is_named() {
    best("\"quantity\": 10, \"category\": \"B\"");

    var refused = best("\"quantity\": 1, \"category\": \"B\", \"adjacent\": false");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/seats-taken");
    assertThat(refused.body().path("conflicts").isArray()).isTrue();
    assertThat(refused.body().path("conflicts").isEmpty()).isTrue();
    assertThat(refused.body().path("detail").asString("")).startsWith("There are no such seats");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"bestAvailable": {}}                                        | /bestAvailable/quantity
          {"bestAvailable": {"quantity": 0}}                           | /bestAvailable/quantity
          {"bestAvailable": {"quantity": 1001}}                        | /bestAvailable/quantity
          {"bestAvailable": {"quantity": 1, "category": "Z"}}          | /bestAvailable/category
          {"bestAvailable": {"quantity": 1, "category": ""}}           | /bestAvailable/category
          {"bestAvailable": {"quantity": 1}, "seats": ["0-0"]}         | /seats
          {"bestAvailable": {"quantity": 1}, "places": []}             | /places
          {"bestAvailable": {"quantity": 1}, "holdSeconds": 1}         | /holdSeconds
          """)
  void a_request_with_a_fault_says_where(String body, String pointer) {
    var refused = hold(body);

    assertThat(refused.status()).as(refused.http().body()).isEqualTo(422);
    assertThat(refused.type()).isEqualTo("/problems/invalid");
    assertThat(refused.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo(pointer);
  }

  @Test
  void more_than_the_event_allows_and_foreign_members_are_refused() {
    assertThat(best("\"quantity\": 11").type()).isEqualTo("/problems/limit-exceeded");
    assertThat(best("\"quantity\": 1, \"colour\": \"red\"").status()).isEqualTo(400);
    assertThat(best("\"quantity\": \"1\"").status()).isEqualTo(400);
    assertThat(hold("{\"bestAvailable\": null}").status()).isEqualTo(400);
  }
}
