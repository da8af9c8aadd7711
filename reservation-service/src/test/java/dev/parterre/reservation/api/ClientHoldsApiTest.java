package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// The limit on the open holds of one client, who is known by an address; a proxy is trusted to say
/// whom it speaks for.
@TestPropertySource(
    properties = {
      "server.forward-headers-strategy=native",
      "server.tomcat.remoteip.internal-proxies=" + ClientHoldsApiTest.PROXY
    })
class ClientHoldsApiTest extends ReplicaFixture {

  static final String PROXY = "127.0.0.9";

  @BeforeEach
  void limitHolds() {
    var limited = event("\"maxHolds\": 2");
    assertThat(limited.status()).as(limited.http().body()).isEqualTo(201);
    event = limited.body().path("eventId").asString("");
  }

  private Response event(String member) {
    var venue = get("/venues").body().path("items").path(0).path("venueId").asString("");
    var json = eventJson(venue).stripTrailing();
    return send("POST", "/events", json.replaceFirst("}$", ", " + member + "}"), key());
  }

  private Response hold(String from, Optional<String> forwardedFor, int seat)
      throws IOException, InterruptedException {
    return hold(from, forwardedFor, seat, key());
  }

  private Response hold(String from, Optional<String> forwardedFor, int seat, String key)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
      var request =
          HttpRequest.newBuilder(uri("/events/" + event + "/holds"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"seats\": [\"0-%d\", \"1-%d\"]}".formatted(seat, seat)))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key);
      forwardedFor.ifPresent(addresses -> request.header("X-Forwarded-For", addresses));
      return new Response(client.send(request.build(), BodyHandlers.ofString()));
    }
  }

  private static void assertThatIsLimited(Response response) {
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.type()).isEqualTo("/problems/limit-exceeded");
    assertThat(response.body().path("detail").asString(""))
        .startsWith("The event allows a client at most 2 open holds, entries of the waiting list");
  }

  @Test
  void an_event_shows_its_limit_if_it_has_one() {
    assertThat(get("/events/" + event).body().path("maxHolds").asInt(0)).isEqualTo(2);
    var unlimited = event("\"maxSeats\": 2");
    assertThat(unlimited.status()).isEqualTo(201);
    assertThat(unlimited.body().has("maxHolds")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "99999999999"})
  void a_limit_is_within_bounds(String limit) {
    var refused = event("\"maxHolds\": " + limit);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("errors").path(0).path("pointer").asString(""))
        .isEqualTo("/maxHolds");
  }

  @Test
  void what_a_client_says_of_itself_does_not_make_it_another()
      throws IOException, InterruptedException {
    assertThat(hold("127.0.0.2", Optional.empty(), 0).status()).isEqualTo(201);
    assertThat(hold("127.0.0.2", Optional.of("192.0.2.1"), 1).status()).isEqualTo(201);
    assertThatIsLimited(hold("127.0.0.2", Optional.of("192.0.2.2"), 2));
    assertThat(hold("127.0.0.3", Optional.empty(), 2).status()).isEqualTo(201);
  }

  @Test
  void a_retry_from_another_address_is_the_same_request_and_does_not_count()
      throws IOException, InterruptedException {
    var key = key();
    var first = hold("127.0.0.2", Optional.empty(), 0, key);
    var again = hold("127.0.0.3", Optional.empty(), 0, key);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(hold("127.0.0.3", Optional.empty(), 1).status()).isEqualTo(201);
    assertThat(hold("127.0.0.3", Optional.empty(), 2).status()).isEqualTo(201);
    assertThatIsLimited(hold("127.0.0.3", Optional.empty(), 3));
  }

  @Test
  void a_trusted_proxy_says_whom_it_speaks_for() throws IOException, InterruptedException {
    assertThat(hold(PROXY, Optional.of("192.0.2.1"), 0).status()).isEqualTo(201);
    assertThat(hold(PROXY, Optional.of("192.0.2.1"), 1).status()).isEqualTo(201);
    assertThatIsLimited(hold(PROXY, Optional.of("198.51.100.7, 192.0.2.1"), 2));
    assertThat(hold(PROXY, Optional.of("192.0.2.1, 198.51.100.7"), 2).status()).isEqualTo(201);
  }

  @Test
  void one_network_of_ipv6_is_one_client() throws IOException, InterruptedException {
    assertThat(hold(PROXY, Optional.of("2001:db8:1:2::1"), 0).status()).isEqualTo(201);
    assertThat(hold(PROXY, Optional.of("2001:db8:1:2:ffff::2"), 1).status()).isEqualTo(201);
    assertThatIsLimited(hold(PROXY, Optional.of("2001:db8:1:2::3"), 2));
    assertThat(hold(PROXY, Optional.of("2001:db8:1:3::1"), 2).status()).isEqualTo(201);
  }

  @Test
  void a_port_behind_an_address_is_no_other_client() throws IOException, InterruptedException {
    assertThat(hold(PROXY, Optional.of("192.0.2.1:4711"), 0).status()).isEqualTo(201);
    assertThat(hold(PROXY, Optional.of("192.0.2.1:4712"), 1).status()).isEqualTo(201);
    assertThatIsLimited(hold(PROXY, Optional.of("192.0.2.1"), 2));
    assertThat(hold(PROXY, Optional.of("[2001:db8::1]:4711"), 2).status()).isEqualTo(201);
    assertThat(hold(PROXY, Optional.of("[2001:db8::1]"), 3).status()).isEqualTo(201);
    assertThatIsLimited(hold(PROXY, Optional.of("2001:db8::2"), 4));
  }

  @Test
  void whoever_has_no_address_shares_one_limit() throws IOException, InterruptedException {
    assertThat(hold(PROXY, Optional.of("unknown"), 0).status()).isEqualTo(201);
    assertThat(hold(PROXY, Optional.of("_hidden"), 1).status()).isEqualTo(201);
    assertThatIsLimited(hold(PROXY, Optional.of("1.2.3.4.5"), 2));
    assertThat(hold(PROXY, Optional.of("192.0.2.1"), 2).status()).isEqualTo(201);
  }

  @Test
  void whoever_has_the_most_holds_can_still_reserve() throws IOException, InterruptedException {
    var held = hold("127.0.0.2", Optional.empty(), 0);
    hold("127.0.0.2", Optional.empty(), 1);
    var body =
        "{\"holdId\": \"%s\", \"customer\": %s}"
            .formatted(held.body().path("holdId").asString(""), CUSTOMER);
    assertThat(send("POST", "/reservations", body, key()).status()).isEqualTo(201);
    assertThat(hold("127.0.0.2", Optional.empty(), 2).status()).isEqualTo(201);
  }
}
