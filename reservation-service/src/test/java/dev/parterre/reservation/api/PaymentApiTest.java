package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract on payments that are made elsewhere.
class PaymentApiTest extends ReplicaFixture {

  private static final String BINDING = "{\"reference\": \"pi_1\", \"seconds\": 300}";

  private String held() {
    return path(hold("{\"seats\": [\"0-0\"], \"holdSeconds\": 10}"));
  }

  private Response bind(String hold, String body) {
    return send("POST", hold + "/payment", body, key());
  }

  private Response redeem(String hold, String key) {
    var body =
        "{\"holdId\": \"%s\", \"customer\": %s}"
            .formatted(hold.substring("/holds/".length()), CUSTOMER);
    return send("POST", "/reservations", body, key);
  }

  @Test
  void a_hold_that_is_bound_to_a_payment_lasts_longer_and_its_reservation_says_so() {
    var hold = held();
    var bound = bind(hold, BINDING);

    assertThat(bound.status()).as(bound.http().body()).isEqualTo(200);
    assertThat(get(hold).body().path("expiresAt")).isEqualTo(bound.body().path("expiresAt"));
    assertThat(bind(hold, BINDING).type()).isEqualTo("/problems/limit-exceeded");
    book.pass(200_000);
    var key = key();
    var reserved = redeem(hold, key);
    assertThat(reserved.status()).as(reserved.http().body()).isEqualTo(201);
    var payment = reserved.body().path("payment");
    assertThat(payment.path("status").asString("")).isEqualTo("pending");
    assertThat(payment.path("reference").asString("")).isEqualTo("pi_1");
    var note = "{\"status\": \"paid\", \"method\": \"card\"}";
    var paid = send("POST", path(reserved) + "/payment", note, key());
    assertThat(paid.status()).as(paid.http().body()).isEqualTo(200);
    assertThat(paid.body()).isEqualTo(get(path(reserved)).body());
    assertThat(paid.body().path("payment").toString())
        .isEqualTo("{\"status\":\"paid\",\"method\":\"card\",\"reference\":\"pi_1\"}");
    assertThat(redeem(hold, key).http().body()).isEqualTo(reserved.http().body());
  }

  @Test
  void a_cancelled_reservation_is_refunded_and_a_retry_gets_the_first_answer() {
    var reserved = reserve("[\"0-0\"]");
    var payment = path(reserved) + "/payment";
    var key = key();
    var paid = send("POST", payment, "{\"status\": \"paid\", \"method\": \"cash\"}", key);
    send("DELETE", path(reserved), "", key());
    var refunded =
        send("POST", payment, "{\"status\": \"refunded\", \"reference\": \"R-7\"}", key());

    assertThat(refunded.body().path("status").asString("")).isEqualTo("cancelled");
    assertThat(refunded.body().path("payment").toString())
        .isEqualTo("{\"status\":\"refunded\",\"method\":\"cash\",\"reference\":\"R-7\"}");
    assertThat(refunded.body()).isEqualTo(get(path(reserved)).body());
    assertThat(
            send("POST", payment, "{\"status\": \"paid\", \"method\": \"cash\"}", key)
                .http()
                .body())
        .isEqualTo(paid.http().body());
    var found = get("/events/" + event + "/reservations?q=r-7", "Authorization", "Bearer secret");
    assertThat(found.body().path("items").findValuesAsString("code"))
        .containsExactly(reserved.body().path("code").asString(""));
  }

  @Test
  void the_sales_say_what_is_paid() {
    var reserved = reserve("[\"0-0\"]");
    reserve("[\"0-1\"]");
    send("POST", path(reserved) + "/payment", "{\"status\": \"paid\"}", key());
    var sales = get("/events/" + event + "/sales", "Authorization", "Bearer secret").body();

    assertThat(sales.path("byPayment").findValuesAsString("status"))
        .containsExactly("none", "paid");
    assertThat(sales.path("byPayment").path(1).path("amount").path("amount").asString(""))
        .isEqualTo("45.00");
    var csv = get("/events/" + event + "/reservations.csv", "Authorization", "Bearer secret");
    assertThat(csv.http().body().lines().findFirst().orElse(""))
        .endsWith(",total,currency,payment,method,reference");
    assertThat(csv.http().body()).contains(",45.00,EUR,paid,,");
  }

  @Test
  void only_the_organiser_notes_payments() {
    var reserved = reserve("[\"0-0\"]");
    var request =
        HttpRequest.newBuilder(uri(path(reserved) + "/payment"))
            .POST(BodyPublishers.ofString("{\"status\": \"paid\"}"))
            .header("Content-Type", "application/json");
    assertThat(send(request).status()).isEqualTo(401);
    assertThat(get(path(reserved)).body().has("payment")).isFalse();
    assertThat(send("POST", "/reservations/x/payment", "{\"status\": \"paid\"}", key()).status())
        .isEqualTo(404);
    assertThat(bind("/holds/x", BINDING).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"seconds": 300}                            | /reference
          {"reference": "", "seconds": 300}           | /reference
          {"reference": "x"}                          | /seconds
          {"reference": "x", "seconds": 0}            | /seconds
          {"reference": "x", "seconds": 1801}         | /seconds
          """)
  void a_binding_that_makes_no_sense_is_refused(String body, String pointer) {
    assertThat(pointers(bind(held(), body))).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | /status
          {"status": "pending"}                       | /status
          {"status": "paid", "method": ""}            | /method
          {"status": "paid", "reference": "\\u0007"}  | /reference
          """)
  void a_note_that_makes_no_sense_is_refused(String body, String pointer) {
    var payment = path(reserve("[\"0-0\"]")) + "/payment";
    assertThat(pointers(send("POST", payment, body, key()))).containsExactly(pointer);
  }
}
