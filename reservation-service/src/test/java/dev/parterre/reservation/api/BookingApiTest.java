package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The contract's sections on holds and reservations.
class BookingApiTest extends ReplicaFixture {

  @Test
  void a_hold_becomes_a_reservation() {
    var hold = hold("{\"seats\": [\"0-0\", \"1-0\"]}");
    assertThat(hold.status()).isEqualTo(201);
    assertThat(hold.body().path("total").path("amount").asString("")).isEqualTo("75.00");
    assertThat(hold.body().path("seats").path(0).properties()).hasSize(4);
    assertThat(get(path(hold)).body()).isEqualTo(hold.body());

    var holdId = hold.body().path("holdId").asString("");
    var reserved =
        send(
            "POST",
            "/reservations",
            "{\"holdId\": \"%s\", \"customer\": %s}".formatted(holdId, CUSTOMER),
            key());

    assertThat(reserved.status()).isEqualTo(201);
    assertThat(reserved.body().path("status").asString("")).isEqualTo("reserved");
    assertThat(get(path(reserved)).body()).isEqualTo(reserved.body());
    assertThat(get(path(hold)).status()).isEqualTo(410);
    assertThat(get("/events/" + event + "/seats/0-0").body().path("status").asString(""))
        .isEqualTo("reserved");
  }

  @Test
  void a_hold_that_was_redeemed_says_so_and_the_first_key_still_gives_the_reservation() {
    var hold = hold("{\"seats\": [\"0-0\"]}");
    var holdId = hold.body().path("holdId").asString("");
    var body = "{\"holdId\": \"%s\", \"customer\": %s}".formatted(holdId, CUSTOMER);
    var key = key();
    var first = send("POST", "/reservations", body, key);
    assertThat(first.status()).isEqualTo(201);

    var second = send("POST", "/reservations", body, key());

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.type()).isEqualTo("/problems/hold-used");
    assertThat(second.http().body()).doesNotContain("Ann");
    var released = send("DELETE", path(hold), "", key());
    assertThat(released.type()).isEqualTo(HOLD_EXPIRED);
    assertThat(released.body().path("detail").asString("")).contains("its seats were reserved");
    assertThat(released.header("Log-Index")).isEqualTo(Long.toString(book.index()));
    assertThat(send("POST", "/reservations", body, key).http().body())
        .isEqualTo(first.http().body());
  }

  @Test
  void a_customer_is_limited_over_all_reservations_of_the_event() {
    assertThat(reserve("[\"0-0\", \"0-1\", \"0-2\", \"0-3\", \"0-4\", \"0-5\"]").status())
        .isEqualTo(201);

    var more = reserve("[\"1-0\", \"1-1\", \"1-2\", \"1-3\", \"1-4\"]");

    assertThat(more.status()).isEqualTo(422);
    assertThat(more.type()).isEqualTo("/problems/limit-exceeded");
    assertThat(reserve("[\"1-0\", \"1-1\", \"1-2\", \"1-3\"]").status()).isEqualTo(201);
  }

  @Test
  void the_same_key_gives_the_same_answer_whatever_became_of_the_seats() {
    var key = key();
    var body = "{\"seats\": [\"0-0\"]}";
    var first = send("POST", "/events/" + event + "/holds", body, key);
    assertThat(send("DELETE", path(first), "", key()).status()).isEqualTo(204);

    var again = send("POST", "/events/" + event + "/holds", body, key);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(again.header("Log-Index")).isEqualTo(first.header("Log-Index"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    var other = send("POST", "/events/" + event + "/holds", "{\"seats\": [\"0-1\"]}", key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.type()).isEqualTo("/problems/idempotency-key-reused");
  }

  @Test
  void taken_seats_are_named() {
    hold("{\"seats\": [\"0-0\"]}");
    assertThat(reserve("[\"0-1\"]").status()).isEqualTo(201);

    var refused = reserve("[\"0-0\", \"0-1\", \"0-2\"]");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/seats-taken");
    assertThat(refused.header("Log-Index")).isEqualTo(Long.toString(book.index()));
    assertThat(refused.body().path("conflicts").toString())
        .isEqualTo(
            "[{\"seat\":\"0-0\",\"status\":\"held\"},{\"seat\":\"0-1\",\"status\":\"reserved\"}]");
  }

  @Test
  void a_hold_is_renewed_three_times_at_most_and_no_retry_counts_twice() {
    var hold = hold("{\"seats\": [\"0-0\"], \"holdSeconds\": 60}");
    var renewal = path(hold) + "/renewal";
    book.pass(50_000);
    var key = key();

    var renewed = send("POST", renewal, "", key);
    var again = send("POST", renewal, "", key);

    assertThat(renewed.status()).as(renewed.http().body()).isEqualTo(200);
    assertThat(again.http().body()).isEqualTo(renewed.http().body());
    assertThat(millis(renewed, "expiresAt") - millis(hold, "expiresAt")).isEqualTo(50_000);
    assertThat(get(path(hold)).http().body()).isEqualTo(renewed.http().body());
    assertThat(send("POST", renewal, "", key()).status()).isEqualTo(200);
    assertThat(send("POST", renewal, "", key()).status()).isEqualTo(200);
    var refused = send("POST", renewal, "", key());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.type()).isEqualTo("/problems/limit-exceeded");
    assertThat(refused.body().path("detail").asString(""))
        .isEqualTo("A hold is renewed at most 3 times.");
    book.pass(61_000);
    assertThat(send("POST", renewal, "", key()).type()).isEqualTo(HOLD_EXPIRED);
    assertThat(send("POST", "/holds/nonsense/renewal", "", key()).status()).isEqualTo(404);
  }

  @Test
  void a_renewal_has_no_members_and_says_so_before_it_counts() {
    var renewal = path(hold("{\"seats\": [\"0-0\"]}")) + "/renewal";

    assertThat(send("POST", renewal, "{\"holdSeconds\": 10}", key()).status()).isEqualTo(400);
    assertThat(send("POST", renewal, "not json", key()).status()).isEqualTo(400);
    var xml =
        HttpRequest.newBuilder(uri(renewal))
            .POST(BodyPublishers.ofString("<renewal/>"))
            .headers("Content-Type", "text/xml", "Idempotency-Key", key());
    assertThat(send(xml).status()).isEqualTo(415);
    var bare =
        HttpRequest.newBuilder(uri(renewal))
            .POST(BodyPublishers.noBody())
            .header("Idempotency-Key", key());
    assertThat(send(bare).status()).isEqualTo(200);
    assertThat(send("POST", renewal, "{}", key()).status()).isEqualTo(200);
    assertThat(send("POST", renewal, "", key()).status()).isEqualTo(200);
    assertThat(send("POST", renewal, "", key()).status()).isEqualTo(422);
  }

  private static long millis(Response response, String member) {
    return Instant.parse(response.body().path(member).asString("")).toEpochMilli();
  }

  @Test
  void a_released_or_expired_hold_is_gone() {
    var released = hold("{\"seats\": [\"0-0\"]}");
    var expired = hold("{\"seats\": [\"0-1\"], \"holdSeconds\": 5}");
    assertThat(send("DELETE", path(released), "", key()).status()).isEqualTo(204);
    book.pass(6_000);

    assertThat(send("DELETE", path(released), "", key()).type()).isEqualTo(HOLD_EXPIRED);
    assertThat(get(path(expired)).type()).isEqualTo(HOLD_EXPIRED);
    assertThat(get("/holds/nonsense").status()).isEqualTo(404);
    assertThat(get("/events/" + event + "/seats").body().path("free").asInt()).isEqualTo(20);
  }

  @Test
  void a_cancelled_reservation_stays_cancelled() {
    var reserved = reserve("[\"0-0\"]");

    assertThat(send("DELETE", path(reserved), "", key()).status()).isEqualTo(204);
    assertThat(send("DELETE", path(reserved), "", key()).status()).isEqualTo(204);
    assertThat(get(path(reserved)).body().path("status").asString("")).isEqualTo("cancelled");
    assertThat(send("DELETE", "/reservations/nonsense", "", key()).status()).isEqualTo(404);
  }

  @Test
  void a_senseless_reservation_is_refused_before_it_is_ordered() {
    long before = book.index();

    var refused =
        send("POST", "/reservations", "{\"seats\": [], \"customer\": {\"email\": \"x\"}}", key());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsString("pointer"))
        .containsExactly("/customer/name", "/customer/email", "/seats", "/eventId");
    assertThat(book.index()).isEqualTo(before);
  }

  @Test
  void a_member_that_is_null_has_a_wrong_type_and_one_left_out_is_missed() {
    assertThat(hold("{\"seats\": null}").type()).isEqualTo("/problems/malformed-request");
    assertThat(hold("{\"seats\": [\"0-0\"], \"holdSeconds\": null}").status()).isEqualTo(400);
    assertThat(hold("{}").type()).isEqualTo("/problems/invalid");
    var reservation = reservation("[\"0-0\"]");
    for (var member : new String[] {"\"Ann\"", CUSTOMER, "[\"0-0\"]", "\"" + event + "\""}) {
      var refused = send("POST", "/reservations", reservation.replace(member, "null"), key());

      assertThat(refused.type()).as(member).isEqualTo("/problems/malformed-request");
    }
  }

  @Test
  void a_customer_can_be_named_and_written_to() {
    for (var name : new String[] {"\u200b", "\u00a0", "Ann\\uffff", "Ann\\n"}) {
      assertFault("/customer/name", reservation("[\"0-0\"]").replace("Ann", name));
    }
    for (var email : new String[] {"a@-x.org", ".a@example.org", "a..b@example.org", "\u200b"}) {
      assertFault("/customer/email", reservation("[\"0-0\"]").replace("ann@example.org", email));
    }
  }

  private void assertFault(String pointer, String reservation) {
    var refused = send("POST", "/reservations", reservation, key());

    assertThat(refused.status()).as(reservation).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsString("pointer"))
        .containsExactly(pointer);
  }

  @Test
  void the_state_of_all_seats_has_the_index_of_the_header() {
    reserve("[\"0-0\", \"1-1\"]");

    var seats = get("/events/" + event + "/seats");

    assertThat(seats.body().path("index").asString()).isEqualTo(seats.header("Log-Index"));
    assertThat(seats.body().path("total").asInt()).isEqualTo(20);
    assertThat(seats.body().path("reserved").toString()).isEqualTo("[\"0-0\",\"1-1\"]");
    assertThat(seats.body().path("held").isEmpty()).isTrue();
    assertThat(get("/events/" + event + "/seats/nowhere").status()).isEqualTo(404);
    assertThat(get("/events/nowhere/seats").header("Log-Index")).isNotEmpty();
  }

  @Test
  void without_a_quorum_writes_and_linearizable_reads_are_refused() {
    book.cutOff(true);
    try {
      var refused = reserve("[\"0-0\"]");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(get("/events/" + event).type()).isEqualTo("/problems/unavailable");
      assertThat(get("/events/" + event + "?consistency=local").status()).isEqualTo(200);
      assertThat(get("/events/" + event + "?minIndex=999999").status()).isEqualTo(503);
    } finally {
      book.cutOff(false);
    }
  }

  @Test
  void the_empty_bench_endpoint_answers_alike_and_changes_nothing() {
    var real = reserve("[\"0-0\"]");
    long before = book.index();

    var empty = send("POST", "/bench/empty", reservation("[\"0-0\"]"), key());

    assertThat(empty.status()).isEqualTo(201);
    assertThat(empty.body().propertyNames()).containsExactlyElementsOf(real.body().propertyNames());
    assertThat(book.index()).isEqualTo(before);
  }
}
