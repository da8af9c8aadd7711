package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Fixtures;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The contract's sections on venues and events.
class CatalogApiTest extends ReplicaFixture {

  private static final String TIME = "2099-01-01T20:00:00+01:00";

  @Test
  void a_venue_is_created_shown_and_drawn() {
    var created = send("POST", "/venues", Fixtures.planJson(1, 3), key());

    assertThat(created.header("Location"))
        .isEqualTo("/api/v1/venues/" + created.body().path("venueId").asString(""));
    assertThat(created.body().path("seatCount").asInt()).isEqualTo(3);
    assertThat(created.body().has("warnings")).isFalse();
    var path = created.header("Location").substring("/api/v1".length());
    assertThat(get(path).body()).isEqualTo(created.body());
    var plan = get(path + "/plan");
    assertThat(plan.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(plan.header("ETag")).startsWith("\"");
    assertThat(get(path + "/plan", "If-None-Match", plan.header("ETag")).status()).isEqualTo(304);
  }

  @Test
  void a_dry_run_only_checks() {
    long before = book.index();

    var checked = send("POST", "/venues?dryRun=true", Fixtures.planJson(1, 3), key());
    var faulty =
        send("POST", "/venues?dryRun=true", Fixtures.planJson(1, 3).replace("0-1", "0-0"), key());

    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.body().has("venueId")).isFalse();
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/zones/0/rows/0/seats/1/seat_guid");
    assertThat(book.index()).isEqualTo(before);
  }

  @Test
  void what_is_odd_and_leaves_no_seat_in_doubt_is_warned_of() {
    var odd = withArea("{\"border_width\": 2, \"circle\": {\"radius\": 7.5}}");
    var key = key();

    var checked = send("POST", "/venues?dryRun=true", odd, key());
    var created = send("POST", "/venues", odd, key);
    var again = send("POST", "/venues", odd, key);

    assertThat(checked.status()).isEqualTo(200);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().path("warnings")).isEqualTo(checked.body().path("warnings"));
    assertThat(created.body().path("warnings").findValuesAsString("pointer"))
        .containsExactly("/zones/0/areas/0/border_width", "/zones/0/areas/0/circle/radius");
    assertThat(created.body().path("warnings").path(0).path("detail").asString(""))
        .isEqualTo("is not a member of this object and is ignored");
    assertThat(again.http().body()).isEqualTo(created.http().body());
    assertThat(again.header("Log-Index")).isEqualTo(created.header("Log-Index"));
    assertThat(get(path(created)).body().has("warnings")).isFalse();
  }

  /// The plans are imported as equal, but with different warnings, which are part of the answer.
  @Test
  void a_plan_that_is_warned_of_elsewhere_is_another_request() {
    var key = key();
    var first = send("POST", "/venues", withArea("{\"border_width\": 2}"), key);

    assertThat(first.status()).isEqualTo(201);
    for (var area : new String[] {"{}", "{\"stroke\": 2}"}) {
      var second = send("POST", "/venues", withArea(area), key);

      assertThat(second.status()).isEqualTo(422);
      assertThat(second.type()).isEqualTo("/problems/idempotency-key-reused");
    }
  }

  @Test
  void a_category_without_a_name_is_sold_under_that() {
    var created = send("POST", "/venues", Fixtures.planJson(2, 10).replace("\"B\"", "\"\""), key());
    var json = eventJson(created.body().path("venueId").asString("")).replace("\"B\"", "\"\"");
    event = send("POST", "/events", json, key()).body().path("eventId").asString("");

    var held = hold("{\"seats\": [\"1-0\"]}");

    assertThat(created.body().path("warnings").findValuesAsString("pointer"))
        .containsExactly("/categories/1/name");
    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(held.body().path("total").path("amount").asString("")).isEqualTo("30.00");
  }

  private static String withArea(String area) {
    return Fixtures.planJson(1, 3).replace("\"rows\":", "\"areas\": [" + area + "], \"rows\":");
  }

  @Test
  void a_misspelt_dry_run_creates_nothing() {
    for (var query :
        new String[] {
          "dryRun=", "dryRun=1", "dryRun=yes", "dryRun=false&dryRun=true", "dryrun=true", "limit=1"
        }) {
      var refused = send("POST", "/venues?" + query, Fixtures.planJson(1, 3), key());

      assertThat(refused.status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void two_seats_with_one_label_are_refused() {
    var json = Fixtures.planJson(1, 3).replace("\"seat_number\": \"1\"", "\"seat_number\": \"0\"");

    var refused = send("POST", "/venues", json, key());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").toString())
        .contains("/zones/0/rows/0/seats/1/seat_number", "Stalls, Row 0, Seat 0")
        .contains("/zones/0/rows/0/seats/0");
  }

  @Test
  void a_parameter_that_an_address_does_not_take_is_refused() {
    for (var path :
        new String[] {
          "/events?limt=1",
          "/events/" + event + "?limit=1",
          "/events/" + event + ";a=b",
          "/venues;x/1",
          "/events/" + event + "/seats?minindex=1"
        }) {
      var refused = get(path);

      assertThat(refused.status()).as(path).isEqualTo(400);
      assertThat(refused.type()).as(path).isEqualTo("/problems/malformed-request");
    }
  }

  @Test
  void a_time_has_seconds_and_an_offset() {
    assertFault("/startsAt", "such as", with(TIME, "2099-01-01T20:00Z"));
    assertFault("/startsAt", "such as", with(TIME, "2099-01-01T20:00:00+01"));
    assertFault("/startsAt", "offset from UTC", with(TIME, "2099-01-01T20:00:00"));
    assertFault("/startsAt", "no such day", with(TIME, "2027-02-29T20:00:00Z"));
    assertFault("/startsAt", "no such day", with(TIME, "2099-01-01T20:00:00+19:00"));
  }

  @Test
  void an_event_begins_in_the_future() {
    assertFault("/startsAt", "has passed", with(TIME, "2020-02-29T20:00:00Z"));
    var now = Instant.now();
    assertFault("/startsAt", "has passed", with(TIME, now.minusSeconds(3_600).toString()));
    var soon = with(TIME, now.plusSeconds(60).toString());
    assertThat(send("POST", "/events", soon, key()).status()).isEqualTo(201);
  }

  @Test
  void a_name_can_be_seen_and_stored() {
    for (var blank : new String[] {" ", "\u200b", "\u00a0\u2007", "\u202e\u2066", "\\u0000"}) {
      assertFault("/name", "", with("Show", blank));
    }
    assertFault("/name", "can be seen", with("Show", "\u200b\u00a0"));
    assertFault("/name", "U+FFFF", with("Show", "A\\uffff"));
    assertFault("/name", "U+1FFFE", with("Show", "A\ud83f\udffe"));
    assertFault("/name", "at most 200", with("Show", "x".repeat(201)));
    var venue = Fixtures.planJson(1, 3).replace("House", "\u200b");
    assertThat(send("POST", "/venues", venue, key()).body().toString()).contains("\"/name\"");
  }

  @Test
  void a_number_beyond_every_bound_is_a_number() {
    var json = eventJson(venue());
    for (var member : new String[] {"holdSeconds", "maxSeats"}) {
      for (var number : new String[] {"2147483648", "99999999999", "-99999999999"}) {
        var more = json.replace("{\"name\"", "{\"" + member + "\": " + number + ", \"name\"");
        assertFault("/" + member, "", more);
      }
    }
    assertThat(get("/events?minIndex=" + Long.MAX_VALUE).type()).endsWith("unavailable");
  }

  @Test
  void a_price_is_money_of_a_category_that_there_is() {
    assertFault("/prices/A", "at most 12 digits", with("45.00", "1234567890123.00"));
    assertFault("/prices/A", "at most 9999999999", with("45.00", "123456789012.00"));
    assertFault("/prices/A", "no country", eventJson(venue()).replace("EUR", "DEM"));
    assertFault("/prices/C", "no such category", with("\"B\"", "\"C\""));
  }

  @Test
  void null_is_no_value_of_a_member() {
    for (var json :
        new String[] {
          with("\"Show\"", "null"),
          with("\"45.00\"", "null"),
          with("{\"amount\": \"30\", \"currency\": \"EUR\"}", "null"),
          with("{\"name\"", "{\"maxSeats\": null, \"name\"")
        }) {
      var refused = send("POST", "/events", json, key());

      assertThat(refused.status()).as(json).isEqualTo(400);
      assertThat(refused.type()).isEqualTo("/problems/malformed-request");
    }
  }

  /// An overlong encoding of a slash, which Jackson accepted.
  @Test
  void an_event_is_named_in_utf_8() {
    var body = with("Show", "a##b").getBytes(StandardCharsets.UTF_8);
    int at = new String(body, StandardCharsets.UTF_8).indexOf("##");
    body[at] = (byte) 0xc0;
    body[at + 1] = (byte) 0xaf;
    var refused =
        send(
            HttpRequest.newBuilder(uri("/events"))
                .POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer secret"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.type()).isEqualTo("/problems/malformed-request");
  }

  private String venue() {
    return get("/events/" + event).body().path("venueId").asString("");
  }

  private String with(String usual, String other) {
    return eventJson(venue()).replace(usual, other);
  }

  private void assertFault(String pointer, String detail, String json) {
    var refused = send("POST", "/events", json, key());

    assertThat(refused.status()).as(json).isEqualTo(422);
    assertThat(refused.type()).isEqualTo("/problems/invalid");
    assertThat(refused.body().path("errors").findValuesAsString("pointer")).contains(pointer);
    assertThat(refused.body().path("errors").findValuesAsString("detail"))
        .anyMatch(told -> told.contains(detail));
  }

  @Test
  void an_event_is_shown_as_it_was_created() {
    var shown = get("/events/" + event);

    assertThat(shown.body().path("startsAt").asString("")).isEqualTo("2099-01-01T19:00:00.000Z");
    assertThat(shown.body().path("holdSeconds").asInt()).isEqualTo(600);
    assertThat(shown.body().path("maxSeats").asInt()).isEqualTo(10);
    assertThat(shown.body().path("allowOrphans").asBoolean()).isTrue();
    assertThat(shown.body().path("prices").path("A").path("amount").asString(""))
        .isEqualTo("45.00");
  }

  @Test
  void a_senseless_event_is_refused_with_every_fault() {
    var refused =
        send(
            "POST",
            "/events",
            """
            {"name": "", "startsAt": "tomorrow", "maxSeats": 101,
             "prices": {"A/B": {"amount": "-1", "currency": "EUR"}}}\
            """,
            key());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").findValuesAsString("pointer"))
        .containsExactly("/name", "/venueId", "/startsAt", "/prices/A~1B", "/maxSeats");
  }

  @Test
  void lists_come_in_pages() {
    sellAnEvent();
    var first = get("/events?limit=1");
    var second = get("/events?limit=1&cursor=" + first.body().path("next").asString(""));

    assertThat(first.body().path("items").size()).isEqualTo(1);
    assertThat(second.body().path("items").path(0).path("eventId").asString(""))
        .isNotEqualTo(first.body().path("items").path(0).path("eventId").asString(""));
    assertThat(get("/venues?limit=200").body().has("next")).isFalse();
  }

  @Test
  void a_cursor_leads_on_in_its_own_list_only() {
    sellAnEvent();
    for (var lists : new String[][] {{"/events", "/venues"}, {"/venues", "/events"}}) {
      var next = get(lists[0] + "?limit=1").body().path("next").asString("");

      assertThat(get(lists[0] + "?cursor=" + next).status()).isEqualTo(200);
      var refused = get(lists[1] + "?cursor=" + next);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.type()).isEqualTo("/problems/malformed-request");
    }
  }
}
