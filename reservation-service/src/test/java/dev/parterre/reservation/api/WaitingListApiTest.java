package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract on waiting lists.
class WaitingListApiTest extends ReplicaFixture {

  private String sold = "";

  /// Row 0 is of category A, row 1 of B.
  @BeforeEach
  void sellOut() {
    var rowA = "[\"0-0\", \"0-1\", \"0-2\", \"0-3\", \"0-4\", \"0-5\", \"0-6\", \"0-7\", \"0-8\"";
    reserve(rowA + "]");
    sold = path(reserve("[\"0-9\"]"));
    reserveAs("bea@example.org", rowA.replace("0-", "1-") + ", \"1-9\"]");
  }

  private void reserveAs(String email, String seats) {
    var body = reservation(seats).replace("ann@example.org", email);
    assertThat(send("POST", "/reservations", body, key()).status()).isEqualTo(201);
  }

  @Override
  Response reserve(String seats) {
    var reserved = send("POST", "/reservations", reservation(seats).replace("ann", key()), key());
    assertThat(reserved.status()).as(reserved.http().body()).isEqualTo(201);
    return reserved;
  }

  private Response join(int quantity, String categories) {
    return join(entry(quantity, categories), key());
  }

  private Response join(String body, String key) {
    return send("POST", "/events/" + event + "/waiting-list", body, key);
  }

  private static String entry(int quantity, String categories) {
    return "{\"quantity\": %d, \"categories\": %s, \"customer\": %s}"
        .formatted(quantity, categories, CUSTOMER);
  }

  @Test
  void an_entry_has_a_position_until_it_has_an_offer_that_is_reserved_like_any_hold() {
    var first = join(2, "[]");
    var second = join(1, "[\"A\"]");

    assertThat(first.status()).as(first.http().body()).isEqualTo(201);
    assertThat(first.body().path("position").intValue()).isOne();
    assertThat(second.body().path("position").intValue()).isEqualTo(2);
    assertThat(second.body().has("offer")).isFalse();
    assertThat(second.header("Location")).endsWith(second.body().path("entryId").asString(""));
    send("DELETE", sold, "", key());
    assertThat(get(path(first)).body().path("position").intValue()).isOne();
    var shown = get(path(second));
    assertThat(shown.body().has("position")).isFalse();
    assertThat(shown.body().path("customer").path("email").asString(""))
        .isEqualTo("ann@example.org");
    var offer = shown.body().path("offer");
    var hold = get("/holds/" + offer.path("holdId").asString(""));
    assertThat(hold.body().path("expiresAt")).isEqualTo(offer.path("expiresAt"));
    assertThat(hold.body().path("seats").findValuesAsString("seat")).containsExactly("0-9");
    var redeem =
        "{\"holdId\": \"%s\", \"customer\": %s}"
            .formatted(offer.path("holdId").asString(""), CUSTOMER);
    assertThat(send("POST", "/reservations", redeem, key()).status()).isEqualTo(201);
    assertThat(get(path(second)).status()).isEqualTo(410);
    assertThat(get(path(second)).body().path("detail").asString("")).contains("reserved");
  }

  @Test
  void an_entry_is_withdrawn_once() {
    var entry = join(2, "[]");

    assertThat(send("DELETE", path(entry), "", key()).status()).isEqualTo(204);
    var again = send("DELETE", path(entry), "", key());
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.type()).isEqualTo(HOLD_EXPIRED);
    assertThat(get(path(entry)).status()).isEqualTo(410);
    assertThat(get("/waiting-list/nobody").status()).isEqualTo(404);
    assertThat(send("DELETE", "/waiting-list/nobody", "", key()).status()).isEqualTo(404);
  }

  @Test
  void a_retry_gets_the_first_answer_even_if_an_offer_was_made_since() {
    var key = key();
    var body = entry(1, "[\"A\"]");
    var first = join(body, key);
    send("DELETE", sold, "", key());
    var again = join(body, key);

    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(again.header("Log-Index")).isEqualTo(first.header("Log-Index"));
    assertThat(join(entry(2, "[\"A\"]"), key).status()).isEqualTo(422);
  }

  @Test
  void who_asks_while_something_is_free_has_the_offer_in_the_answer() {
    send("DELETE", sold, "", key());
    var entry = join(1, "[]");

    assertThat(entry.body().path("position").intValue()).isOne();
    assertThat(entry.body().path("offer").has("holdId")).isTrue();
    assertThat(get(path(entry)).body().path("offer")).isEqualTo(entry.body().path("offer"));
  }

  @Test
  void the_organiser_sees_who_waits_in_pages() {
    join(2, "[]");
    join(3, "[\"A\"]");
    join(1, "[\"B\"]");
    var path = "/events/" + event + "/waiting-list?limit=2";
    var first = get(path, "Authorization", "Bearer secret");
    var next = "&cursor=" + first.body().path("next").asString("");
    var second = get(path + next, "Authorization", "Bearer secret");

    assertThat(first.body().path("items").findValues("position"))
        .extracting(it -> it.intValue())
        .containsExactly(1, 2);
    assertThat(second.body().path("items").findValues("position"))
        .extracting(it -> it.intValue())
        .containsExactly(3);
    assertThat(get(path).status()).isEqualTo(401);
    assertThat(get("/events/9999/waiting-list", "Authorization", "Bearer secret").status())
        .isEqualTo(404);
  }

  @Test
  void an_offer_lasts_as_long_as_the_event_says() {
    assertThat(patch("/events/" + event, "{\"offerSeconds\": 60}", key()).status()).isEqualTo(200);
    var entry = join(1, "[]");
    send("DELETE", sold, "", key());

    assertThat(get(path(entry)).body().path("offer").has("holdId")).isTrue();
    book.pass(61_000);
    assertThat(get(path(entry)).status()).isEqualTo(410);
    var changed = patch("/events/" + event, "{\"offerSeconds\": null}", key());
    assertThat(changed.body().has("offerSeconds")).isFalse();
    assertThat(pointers(patch("/events/" + event, "{\"offerSeconds\": 604801}", key())))
        .containsExactly("/offerSeconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"quantity": 0, "customer": {"name": "A", "email": "a@example.org"}}      | /quantity
          {"customer": {"name": "A", "email": "a@example.org"}}                     | /quantity
          {"quantity": 1}                                                           | /customer
          {"quantity": 1, "customer": {"name": "A", "email": "nobody"}}             | /customer/email
          {"quantity": 1, "categories": ["C"], "customer": {"name": "A", "email": "a@example.org"}} | /categories/0
          {"quantity": 1, "categories": ["A", "A"], "customer": {"name": "A", "email": "a@example.org"}} | /categories/1
          {"quantity": 1, "categories": [""], "customer": {"name": "A", "email": "a@example.org"}} | /categories/0
          """)
  void an_entry_that_makes_no_sense_is_refused_with_its_place(String body, String pointer) {
    assertThat(pointers(join(body, key()))).containsExactly(pointer);
  }
}
