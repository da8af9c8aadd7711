package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/// The contract on blocks: seats that the organiser takes off sale.
class BlockApiTest extends ReplicaFixture {

  private Response block(String body) {
    return send("POST", "/events/" + event + "/blocks", body, key());
  }

  private Response unblock(String seats) {
    return send(
        "DELETE", "/events/" + event + "/blocks", "{\"seats\": %s}".formatted(seats), key());
  }

  private String status(String seat) {
    return get("/events/" + event + "/seats/" + seat).body().path("status").asString("");
  }

  @Test
  void blocked_seats_are_off_sale_until_they_are_put_back() {
    var blocked = block("{\"seats\": [\"0-1\", \"0-0\"], \"reason\": \"Camera\"}");

    assertThat(blocked.status()).isEqualTo(200);
    assertThat(blocked.header("Log-Index")).isEqualTo(Long.toString(book.index()));
    assertThat(blocked.body().toString())
        .isEqualTo(
            "{\"eventId\":\"%s\",\"seats\":[\"0-1\",\"0-0\"],\"reason\":\"Camera\"}"
                .formatted(event));
    var seats = get("/events/" + event + "/seats").body();
    assertThat(seats.path("blocked").toString()).isEqualTo("[\"0-0\",\"0-1\"]");
    assertThat(seats.path("free").asInt()).isEqualTo(18);
    assertThat(seats.toString()).doesNotContain("Camera");
    var refused = hold("{\"seats\": [\"0-0\", \"0-2\"]}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("conflicts").toString())
        .isEqualTo("[{\"seat\":\"0-0\",\"status\":\"blocked\"}]");

    assertThat(unblock("[\"0-0\"]").status()).isEqualTo(204);

    assertThat(status("0-0")).isEqualTo("free");
    assertThat(status("0-1")).isEqualTo("blocked");
  }

  @Test
  void seats_that_somebody_has_are_a_conflict_and_nothing_changes() {
    hold("{\"seats\": [\"0-0\"]}");
    reserve("[\"0-1\"]");
    block("{\"seats\": [\"0-2\"]}");

    var refused = block("{\"seats\": [\"0-0\", \"0-1\", \"0-2\", \"0-3\"]}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/seats-taken");
    assertThat(refused.body().path("conflicts").toString())
        .isEqualTo(
            "[{\"seat\":\"0-0\",\"status\":\"held\"},{\"seat\":\"0-1\",\"status\":\"reserved\"}]");
    assertThat(status("0-3")).isEqualTo("free");
    assertThat(unblock("[\"0-1\", \"0-2\"]").status()).isEqualTo(409);
    assertThat(status("0-2")).isEqualTo("blocked");
  }

  @Test
  void a_senseless_block_is_refused_and_so_is_one_without_the_admin_token() {
    assertThat(block("{\"seats\": []}").body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/seats");
    assertThat(block("{\"seats\": [\"nowhere\"]}").status()).isEqualTo(422);
    assertThat(block("{\"seats\": [\"0-0\"], \"reason\": \" \"}").status()).isEqualTo(422);
    assertThat(send("POST", "/events/99/blocks", "{\"seats\": [\"0-0\"]}", key()).status())
        .isEqualTo(404);
    var stranger =
        send(
            HttpRequest.newBuilder(uri("/events/" + event + "/blocks"))
                .POST(BodyPublishers.ofString("{\"seats\": [\"0-0\"]}"))
                .header("Content-Type", "application/json"));
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(status("0-0")).isEqualTo("free");
  }

  @Test
  void a_key_gives_the_same_answer_again() {
    var key = key();
    var path = "/events/" + event + "/blocks";
    var first = send("POST", path, "{\"seats\": [\"0-0\"]}", key);
    unblock("[\"0-0\"]");

    assertThat(send("POST", path, "{\"seats\": [\"0-0\"]}", key).http().body())
        .isEqualTo(first.http().body());
    assertThat(status("0-0")).isEqualTo("free");
  }
}
