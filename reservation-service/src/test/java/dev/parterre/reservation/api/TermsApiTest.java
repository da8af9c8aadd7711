package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on ticket types, times of sale, and events that change or are cancelled.
class TermsApiTest extends ReplicaFixture {
  private static final String TYPES =
      """
      {"full": {"amount": "45.00", "currency": "EUR"},
       "child": {"amount": "20.00", "currency": "EUR"}}\
      """;

  private Response change(String patch) {
    return patch("/events/" + event, patch, key());
  }

  private Response changed(String patch) {
    var changed = change(patch);
    assertThat(changed.status()).as(changed.http().body()).isEqualTo(200);
    return changed;
  }

  @Test
  void a_category_has_a_price_or_one_for_each_ticket_type_in_the_order_given() {
    var venue = get("/events/" + event).body().path("venueId").asString("");
    var created =
        send(
            "POST",
            "/events",
            """
            {"name": "Show", "venueId": "%s", "startsAt": "2099-01-01T20:00:00Z",
             "prices": {"A": %s, "B": {"amount": "30", "currency": "EUR"}},
             "timeZone": "Europe/Vienna", "saleFrom": "2020-01-01T00:00:00Z"}\
            """
                .formatted(venue, TYPES),
            key());

    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    var shown = get("/events/" + created.body().path("eventId").asString("")).body();
    assertThat(shown).isEqualTo(created.body());
    assertThat(shown.path("prices").path("A").propertyNames()).containsExactly("full", "child");
    assertThat(shown.path("prices").path("B").path("amount").asString("")).isEqualTo("30.00");
    assertThat(shown.path("timeZone").asString("")).isEqualTo("Europe/Vienna");
    assertThat(shown.path("saleFrom").asString("")).isEqualTo("2020-01-01T00:00:00.000Z");
    assertThat(shown.path("status").asString("")).isEqualTo("scheduled");
    assertThat(shown.has("saleUntil")).isFalse();
    assertThat(shown.has("cancelled")).isFalse();
  }

  @Test
  void a_request_names_a_ticket_type_where_a_bare_seat_is_allowed() {
    changed("{\"prices\": {\"A\": " + TYPES + "}}");
    var held = hold("{\"seats\": [\"0-0\", {\"seat\": \"0-1\", \"type\": \"child\"}]}");

    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(held.body().path("seats").findValuesAsString("type"))
        .containsExactly("full", "child");
    assertThat(amount(held, "total")).isEqualTo("65.00");
    var best =
        hold("{\"bestAvailable\": {\"quantity\": 2, \"category\": \"A\", \"type\": \"child\"}}");
    assertThat(amount(best, "total")).isEqualTo("40.00");
    var reserved = reserve("[{\"seat\": \"0-2\", \"type\": \"child\"}, {\"seat\": \"1-0\"}]");
    assertThat(reserved.body().path("seats").path(0).path("type").asString("")).isEqualTo("child");
    assertThat(reserved.body().path("seats").path(1).has("type")).isFalse();
    var exchanged =
        send(
            "PUT",
            path(reserved) + "/seats",
            "{\"seats\": [\"0-2\", {\"seat\": \"0-5\", \"type\": \"child\"}]}",
            key());
    assertThat(amount(exchanged, "total")).isEqualTo("40.00");
    assertThat(get(path(reserved)).body()).isEqualTo(exchanged.body());
  }

  @Test
  void a_senseless_ticket_type_is_refused() {
    changed("{\"prices\": {\"A\": " + TYPES + "}}");

    assertThat(pointers(hold("{\"seats\": [{\"seat\": \"0-1\", \"type\": \"senior\"}]}")))
        .containsExactly("/seats/0/type");
    assertThat(pointers(hold("{\"seats\": [{\"type\": \"child\"}]}")))
        .containsExactly("/seats/0/seat");
    assertThat(pointers(hold("{\"seats\": [{\"seat\": \"0-1\", \"type\": \"\"}]}")))
        .containsExactly("/seats/0/type");
    assertThat(pointers(hold("{\"seats\": [\"\"]}"))).containsExactly("/seats/0");
    for (var wrong :
        List.of(
            "[7]", "[null]", "[[\"0-1\"]]", "[{\"seat\": 7}]", "[{\"seat\": \"0-1\", \"x\": 1}]")) {
      assertThat(hold("{\"seats\": " + wrong + "}").status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void a_patch_changes_what_it_names_and_what_is_sold_keeps_its_price() {
    var held = hold("{\"seats\": [\"0-0\"]}");
    var before = get("/events/" + event).body();
    var key = key();
    var patch =
        """
        {"name": "Another show", "startsAt": "2099-02-01T20:00:00Z", "maxSeats": 2,
         "holdSeconds": 60, "timeZone": "America/New_York", "saleUntil": "2099-02-01T19:00:00Z",
         "prices": {"A": {"amount": "50.00", "currency": "EUR"}}}\
        """;
    var changed = patch("/events/" + event, patch, key);

    assertThat(changed.status()).as(changed.http().body()).isEqualTo(200);
    assertThat(changed.header("Log-Index")).isNotEmpty();
    assertThat(get("/events/" + event).body()).isEqualTo(changed.body());
    assertThat(changed.body().path("prices").path("B")).isEqualTo(before.path("prices").path("B"));
    assertThat(changed.body().path("venueId")).isEqualTo(before.path("venueId"));
    assertThat(amount(hold("{\"seats\": [\"0-1\"]}"), "total")).isEqualTo("50.00");
    assertThat(amount(get(path(held)), "total")).isEqualTo("45.00");

    changed("{\"name\": \"A third\", \"timeZone\": null, \"saleUntil\": null, \"maxSeats\": null}");
    var again = patch("/events/" + event, patch, key);
    assertThat(again.http().body()).isEqualTo(changed.http().body());
    assertThat(again.header("Log-Index")).isEqualTo(changed.header("Log-Index"));
    var now = get("/events/" + event).body();
    assertThat(now.path("name").asString("")).isEqualTo("A third");
    assertThat(now.has("timeZone")).isFalse();
    assertThat(now.path("maxSeats").intValue()).isEqualTo(10);
  }

  @Test
  void the_answer_to_a_repeated_creation_is_the_first_one_whatever_has_changed_since() {
    var body = eventJson(get("/events/" + event).body().path("venueId").asString(""));
    var key = key();
    var created = send("POST", "/events", body, key);
    patch(path(created), "{\"name\": \"Another show\"}", key());

    assertThat(send("POST", "/events", body, key).http().body()).isEqualTo(created.http().body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": 7}",
        "{\"venueId\": \"1\"}",
        "{\"allowOrphans\": false}",
        "{\"prices\": 7}",
        "{\"prices\": {\"A\": \"45.00\"}}",
        "{\"prices\": {\"A\": {\"amount\": 45, \"currency\": \"EUR\"}}}",
        "{\"prices\": {\"A\": {\"amount\": \"1\", \"currency\": \"EUR\", \"tax\": \"1\"}}}",
        "{\"prices\": {\"A\": {\"full\": \"45.00\"}}}",
        "{\"prices\": {\"A\": {\"full\": {\"amount\": \"1\", \"currency\": 7}}}}",
        "{\"holdSeconds\": \"60\"}",
        "{\"holdSeconds\": 6.5}",
        "{\"saleFrom\": 0}",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "[]",
        "7",
        "null",
        ""
      })
  void a_patch_that_is_none_is_refused(String patch) {
    var before = get("/events/" + event).body();

    assertThat(change(patch).status()).isEqualTo(400);
    assertThat(get("/events/" + event).body()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": null}                                                  | /name
          {"name": "\\u0000"}                                             | /name
          {"prices": null}                                                | /prices
          {"prices": {"A": null, "B": null}}                              | /prices
          {"prices": {"C": {"amount": "1", "currency": "EUR"}}}           | /prices/C
          {"prices": {"A": {"amount": "1"}}}                              | /prices/A
          {"prices": {"A": {"amount": "4500", "currency": "JPY"}}}        | /prices
          {"prices": {"A": {"amount": "1.001", "currency": "EUR"}}}       | /prices/A
          {"prices": {"A": {"12": {"amount": "1", "currency": "EUR"}}}}    | /prices/A/12
          {"prices": {"A": {}}}                                           | /prices/A
          {"prices": {"A": {"a/b": {"amount": "-1", "currency": "EUR"}}}} | /prices/A/a~1b
          {"prices": {"A": {"": {"amount": "1", "currency": "EUR"}}}}     | /prices/A/
          {"prices": {"A": {"amount": null, "currency": null}}}           | /prices/A
          {"startsAt": "tomorrow"}                                        | /startsAt
          {"startsAt": "2001-01-01T00:00:00Z"}                            | /startsAt
          {"holdSeconds": 4}                                              | /holdSeconds
          {"holdSeconds": 99999999999999999999}                           | /holdSeconds
          {"maxSeats": 101}                                               | /maxSeats
          {"saleFrom": "2099-01-02T00:00:00Z", "saleUntil": "2099-01-02T00:00:00Z"} | /saleUntil
          {"timeZone": "Europe/Atlantis"}                                 | /timeZone
          {"timeZone": "+01:00"}                                          | /timeZone
          """)
  void a_patch_that_makes_no_sense_is_refused_with_its_place(String patch, String pointer) {
    var before = get("/events/" + event).body();

    assertThat(pointers(change(patch))).contains(pointer);
    assertThat(get("/events/" + event).body()).isEqualTo(before);
  }

  @Test
  void an_event_with_names_that_are_none_is_refused() {
    var venue = get("/events/" + event).body().path("venueId").asString("");
    var price = "{\"amount\": \"1\", \"currency\": \"EUR\"}";
    for (var names : List.of("\" \": %s, \"full\": %s", "\" \": %s, \"\": %s")) {
      var prices = names.formatted(price, price);
      var refused =
          send(
              "POST",
              "/events",
              """
              {"name": "Show", "venueId": "%s", "startsAt": "2099-01-01T20:00:00Z",
               "prices": {"A": {%s}}}\
              """
                  .formatted(venue, prices),
              key());
      assertThat(pointers(refused)).contains("/prices/A/ ");
    }
  }

  @Test
  void a_price_that_a_patch_removes_by_its_members_makes_room_for_types() {
    changed(
        "{\"prices\": {\"A\": {\"amount\": null, \"currency\": null, \"child\": %s}}}"
            .formatted("{\"amount\": \"20.00\", \"currency\": \"EUR\"}"));

    assertThat(get("/events/" + event).body().path("prices").path("A").propertyNames())
        .containsExactly("child");
    changed("{\"prices\": {\"A\": {\"amount\": \"9\", \"currency\": \"EUR\", \"child\": null}}}");
    assertThat(get("/events/" + event).body().path("prices").path("A").propertyNames())
        .containsExactly("amount", "currency");
  }

  @Test
  void a_patch_has_a_media_type_of_its_own_and_is_the_organisers() {
    var json = send("PATCH", "/events/" + event, "{}", key());
    assertThat(json.status()).isEqualTo(415);
    assertThat(json.header("Accept-Patch")).isEqualTo("application/merge-patch+json");
    assertThat(json.body().path("detail").asString("")).contains("application/merge-patch+json");
    assertThat(change("{}").status()).isEqualTo(200);
    assertThat(patch("/events/999", "{}", key()).status()).isEqualTo(404);
    for (var path : List.of("", "/cancellation", "/discounts")) {
      var anyone =
          HttpRequest.newBuilder(uri("/events/" + event + path))
              .method(path.isEmpty() ? "PATCH" : "POST", BodyPublishers.ofString("{}"))
              .header("Content-Type", "application/json");
      assertThat(send(anyone).status()).as(path).isEqualTo(401);
    }
    assertThat(get("/events/" + event + "/discounts").status()).isEqualTo(401);
  }

  @Test
  void an_event_that_is_not_on_sale_says_when_it_is() {
    changed("{\"saleFrom\": \"2098-01-01T00:00:00Z\", \"saleUntil\": \"2099-01-01T00:00:00Z\"}");

    for (var refused : List.of(hold("{\"seats\": [\"0-0\"]}"), reserve("[\"0-0\"]"))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.type()).isEqualTo("/problems/not-on-sale");
      assertThat(refused.body().path("saleFrom").asString(""))
          .isEqualTo("2098-01-01T00:00:00.000Z");
      assertThat(refused.body().path("saleUntil").asString(""))
          .isEqualTo("2099-01-01T00:00:00.000Z");
      assertThat(refused.header("Log-Index")).isNotEmpty();
    }
  }

  @Test
  void a_cancelled_event_has_no_reservations_and_sells_no_more() {
    var held = hold("{\"seats\": [\"0-0\"]}");
    var reserved = reserve("[\"0-1\"]");
    var key = key();
    assertThat(
            send("POST", "/events/" + event + "/cancellation", "{\"dryRun\": true}", key())
                .status())
        .isEqualTo(400);
    assertThat(get(path(held)).status()).isEqualTo(200);
    var cancelled = send("POST", "/events/" + event + "/cancellation", "", key);

    assertThat(cancelled.status()).as(cancelled.http().body()).isEqualTo(200);
    assertThat(cancelled.body().path("status").asString("")).isEqualTo("cancelled");
    assertThat(get("/events/" + event).body()).isEqualTo(cancelled.body());
    assertThat(get(path(reserved)).body().path("status").asString("")).isEqualTo("cancelled");
    assertThat(get(path(held)).status()).isEqualTo(410);
    assertThat(reserve("[\"0-2\"]").type()).isEqualTo("/problems/not-on-sale");
    assertThat(change("{\"name\": \"x\"}").type()).isEqualTo("/problems/not-on-sale");
    assertThat(get("/events/" + event + "/seats").body().path("free").intValue()).isEqualTo(20);
    assertThat(send("POST", "/events/" + event + "/cancellation", "", key).http().body())
        .isEqualTo(cancelled.http().body());
    assertThat(send("POST", "/events/" + event + "/cancellation", "", key()).status())
        .isEqualTo(200);
  }
}
