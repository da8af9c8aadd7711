package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract on discounts.
class DiscountApiTest extends ReplicaFixture {
  private Response discount(String body) {
    return send("POST", "/events/" + event + "/discounts", body, key());
  }

  @Test
  void a_discount_makes_a_hold_and_its_reservation_cheaper() {
    var created = discount("{\"code\": \"Early-10\", \"percent\": 10, \"uses\": 2}");
    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    assertThat(created.body().path("code").asString("")).isEqualTo("EARLY-10");
    var held = hold("{\"seats\": [\"0-0\", \"0-1\"], \"discountCode\": \"early-10\"}");

    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(held.body().path("discount").path("code").asString("")).isEqualTo("EARLY-10");
    assertThat(held.body().path("discount").path("amount").path("amount").asString(""))
        .isEqualTo("9.00");
    assertThat(amount(held, "total")).isEqualTo("81.00");
    var redeem =
        "{\"holdId\": \"%s\", \"customer\": %s}"
            .formatted(held.body().path("holdId").asString(""), CUSTOMER);
    var reserved = send("POST", "/reservations", redeem, key());
    assertThat(amount(reserved, "total")).isEqualTo("81.00");
    var shown = get(path(created), "Authorization", "Bearer secret").body();
    assertThat(shown.path("used").intValue()).isOne();
    var list = get("/events/" + event + "/discounts", "Authorization", "Bearer secret").body();
    assertThat(list.path("items").path(0)).isEqualTo(shown);
    assertThat(get("/events/999/discounts", "Authorization", "Bearer secret").status())
        .isEqualTo(404);
  }

  @Test
  void the_list_of_discounts_comes_in_pages() {
    for (int i = 0; i < 3; i++) {
      discount("{\"code\": \"C%d\", \"percent\": 1}".formatted(i));
    }
    var path = "/events/" + event + "/discounts?limit=2";
    var first = get(path, "Authorization", "Bearer secret").body();
    var next = "&cursor=" + first.path("next").asString("");
    var second = get(path + next, "Authorization", "Bearer secret").body();

    assertThat(first.path("items").findValuesAsString("code")).containsExactly("C0", "C1");
    assertThat(second.path("items").findValuesAsString("code")).containsExactly("C2");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void a_code_is_never_used_more_often_than_allowed_by_many_at_once() throws Exception {
    discount(
        "{\"code\": \"FEW\", \"amount\": {\"amount\": \"5\", \"currency\": \"EUR\"}, \"uses\": 3}");
    var attempts = new ArrayList<Callable<Integer>>();
    for (int seat = 0; seat < 10; seat++) {
      var body = "{\"seats\": [\"0-%d\"], \"discountCode\": \"FEW\"}".formatted(seat);
      attempts.add(() -> hold(body).status());
    }
    var statuses = new ArrayList<Integer>();
    try (var clients = Executors.newFixedThreadPool(attempts.size())) {
      for (var attempt : clients.invokeAll(attempts)) {
        statuses.add(attempt.get());
      }
    }

    assertThat(statuses).filteredOn(it -> it == 201).hasSize(3);
    assertThat(statuses).filteredOn(it -> it == 422).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"percent": 10}                                                          | /code
          {"code": "a b", "percent": 10}                                           | /code
          {"code": "X"}                                                            | /percent
          {"code": "X", "percent": 10, "amount": {"amount": "1", "currency": "EUR"}} | /percent
          {"code": "X", "percent": 0}                                              | /percent
          {"code": "X", "percent": 101}                                            | /percent
          {"code": "X", "amount": {"amount": "-1", "currency": "EUR"}}             | /amount
          {"code": "X", "amount": {"amount": "1", "currency": "USD"}}              | /amount/currency
          {"code": "X", "percent": 1, "uses": 0}                                   | /uses
          {"code": "X", "percent": 1, "from": "now"}                               | /from
          {"code": "X", "percent": 1, "from": "2099-01-01T00:00:00Z", "until": "2098-01-01T00:00:00Z"} | /until
          """)
  void a_discount_that_makes_no_sense_is_refused_with_its_place(String body, String pointer) {
    assertThat(pointers(discount(body))).contains(pointer);
  }

  @Test
  void a_code_that_does_not_count_is_refused_with_its_place() {
    assertThat(pointers(hold("{\"seats\": [\"0-0\"], \"discountCode\": \"NONE\"}")))
        .containsExactly("/discountCode");
    assertThat(pointers(hold("{\"seats\": [\"0-0\"], \"discountCode\": \"\"}")))
        .containsExactly("/discountCode");
    var held = hold("{\"seats\": [\"0-0\"]}").body().path("holdId").asString("");
    var redeem =
        "{\"holdId\": \"%s\", \"discountCode\": \"X\", \"customer\": %s}".formatted(held, CUSTOMER);
    assertThat(pointers(send("POST", "/reservations", redeem, key())))
        .containsExactly("/discountCode");
  }
}
