package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract on a reservation that gets other seats.
class ExchangeApiTest extends ReplicaFixture {

  private @Nullable Response reserved;

  private Response reserved() {
    return Objects.requireNonNull(reserved);
  }

  @BeforeEach
  void reserveTwoSeats() {
    reserved = reserve("[\"0-0\", \"0-1\"]");
    assertThat(reserved.status()).isEqualTo(201);
  }

  private Response exchange(String body) {
    return exchange(body, key());
  }

  private Response exchange(String body, String key) {
    return send("PUT", path(reserved()) + "/seats", body, key);
  }

  private String status(String seat) {
    return get("/events/" + event + "/seats/" + seat).body().path("status").asString("");
  }

  @Test
  void the_reservation_has_the_new_seats_and_is_otherwise_the_same() {
    var key = key();
    var exchanged = exchange("{\"seats\": [\"0-1\", \"1-5\"]}", key);

    assertThat(exchanged.status()).as(exchanged.http().body()).isEqualTo(200);
    assertThat(exchanged.header("Log-Index")).isNotEmpty();
    assertThat(exchanged.body().path("total").path("amount").asString("")).isEqualTo("75.00");
    for (var member : new String[] {"reservationId", "code", "customer", "createdAt", "status"}) {
      assertThat(exchanged.body().path(member)).isEqualTo(reserved().body().path(member));
    }
    assertThat(get(path(reserved())).body()).isEqualTo(exchanged.body());
    assertThat(status("0-0")).isEqualTo("free");
    assertThat(status("1-5")).isEqualTo("reserved");
    assertThat(exchange("{\"seats\": [\"0-1\", \"1-5\"]}", key).http().body())
        .isEqualTo(exchanged.http().body());
  }

  @Test
  void if_a_seat_is_taken_nothing_changes() {
    reserve("[\"1-5\"]");

    var refused = exchange("{\"seats\": [\"0-0\", \"1-5\"]}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/seats-taken");
    assertThat(refused.body().path("conflicts").toString())
        .isEqualTo("[{\"seat\":\"1-5\",\"status\":\"reserved\"}]");
    assertThat(get(path(reserved())).body()).isEqualTo(reserved().body());
  }

  @Test
  void a_cancelled_reservation_gets_no_seats() {
    send("DELETE", path(reserved()), "", key());

    var refused = exchange("{\"seats\": [\"0-5\"]}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/reservation-cancelled");
  }

  @Test
  void a_wrong_request_is_refused() {
    assertThat(exchange("{}").status()).isEqualTo(422);
    assertThat(exchange("{\"seats\": []}").status()).isEqualTo(422);
    assertThat(exchange("{\"seats\": [\"nowhere\"]}").type()).isEqualTo("/problems/invalid");
    assertThat(exchange("{\"seats\": [\"0-5\"], \"places\": []}").status()).isEqualTo(400);
    var unknown = send("PUT", "/reservations/nobody/seats", "{\"seats\": [\"0-5\"]}", key());
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(status("0-5")).isEqualTo("free");
  }
}
