package dev.parterre.reservation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Fixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract on places: areas without numbered seats.
class PlacesApiTest extends ReplicaFixture {

  private static final int CAPACITY = 30;

  private String venue = "";

  @BeforeEach
  void sellPlaces() {
    var created = send("POST", "/venues", Fixtures.planJson(2, 10, CAPACITY), key());
    venue = created.body().path("venueId").asString("");
    var offered = send("POST", "/events", eventJson(venue), key());
    event = offered.body().path("eventId").asString("");
  }

  private String areas() {
    return get("/events/" + event + "/seats").body().path("areas").toString();
  }

  private static String area(int free) {
    return "[{\"area\":\"pit\",\"name\":\"Pit\",\"capacity\":%d,\"free\":%d}]"
        .formatted(CAPACITY, free);
  }

  private String places(int quantity, String customer) {
    return "{\"eventId\": \"%s\", \"places\": [{\"area\": \"pit\", \"quantity\": %d}], %s}"
        .formatted(event, quantity, "\"customer\": " + customer);
  }

  @Test
  void a_venue_and_its_drawing_tell_which_areas_have_places() {
    assertThat(get("/venues/" + venue).body().path("areas").toString())
        .isEqualTo("[{\"area\":\"pit\",\"name\":\"Pit\",\"category\":\"A\",\"capacity\":30}]");
    var drawn = get("/venues/" + venue + "/plan").body().path("areas").path(0);
    assertThat(drawn.path("places").toString())
        .isEqualTo("{\"id\":\"pit\",\"name\":\"Pit\",\"c\":0,\"capacity\":30}");
    assertThat(areas()).isEqualTo(area(30));
  }

  @Test
  void places_are_held_beside_seats_and_reserved_and_paid_for() {
    var held = hold("{\"seats\": [\"1-0\"], \"places\": [{\"area\": \"pit\", \"quantity\": 2}]}");

    assertThat(held.status()).as(held.http().body()).isEqualTo(201);
    assertThat(held.body().path("places").toString())
        .isEqualTo(
            "[{\"area\":\"pit\",\"name\":\"Pit\",\"category\":\"A\",\"quantity\":2,"
                + "\"price\":{\"amount\":\"45.00\",\"currency\":\"EUR\"}}]");
    assertThat(held.body().path("total").path("amount").asString("")).isEqualTo("120.00");
    assertThat(get(path(held)).body()).isEqualTo(held.body());
    assertThat(areas()).isEqualTo(area(28));

    var body =
        "{\"holdId\": \"%s\", \"customer\": %s}"
            .formatted(held.body().path("holdId").asString(""), CUSTOMER);
    var reserved = send("POST", "/reservations", body, key());
    assertThat(reserved.status()).isEqualTo(201);
    assertThat(reserved.body().path("places")).isEqualTo(held.body().path("places"));
    assertThat(get(path(reserved)).body()).isEqualTo(reserved.body());
    assertThat(areas()).isEqualTo(area(28));

    assertThat(send("DELETE", path(reserved), "", key()).status()).isEqualTo(204);
    assertThat(areas()).isEqualTo(area(30));
  }

  @Test
  void a_hold_of_places_alone_names_no_seats() {
    var held = hold("{\"places\": [{\"area\": \"pit\", \"quantity\": 1}]}");

    assertThat(held.body().path("seats").toString()).isEqualTo("[]");
    assertThat(held.body().path("total").path("amount").asString("")).isEqualTo("45.00");
  }

  @Test
  void a_conflict_names_the_area_and_what_is_free() {
    for (int i = 0; i < 3; i++) {
      var some = "{\"places\": [{\"area\": \"pit\", \"quantity\": 9}]}";
      assertThat(hold(some).status()).isEqualTo(201);
    }
    hold("{\"seats\": [\"0-0\"]}");

    var refused =
        hold("{\"seats\": [\"0-0\"], \"places\": [{\"area\": \"pit\", \"quantity\": 4}]}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/seats-taken");
    assertThat(refused.body().path("conflicts").toString())
        .isEqualTo("[{\"seat\":\"0-0\",\"status\":\"held\"},{\"area\":\"pit\",\"free\":3}]");
    assertThat(areas()).isEqualTo(area(3));
  }

  @Test
  void a_request_without_sense_is_refused_with_pointers() {
    assertThat(pointers("{}")).containsExactly("/seats");
    assertThat(pointers("{\"places\": []}")).containsExactly("/places");
    assertThat(pointers("{\"seats\": [], \"places\": []}")).containsExactly("/seats");
    assertThat(pointers("{\"places\": [{}]}"))
        .containsExactly("/places/0/area", "/places/0/quantity");
    assertThat(pointers("{\"places\": [{\"area\": \"pit\", \"quantity\": 0}]}"))
        .containsExactly("/places/0/quantity");
    assertThat(pointers("{\"places\": [{\"area\": \"stage\", \"quantity\": 1}]}"))
        .containsExactly("/places/0/area");
    assertThat(hold("{\"places\": [null]}").status()).isEqualTo(400);
    assertThat(hold("{\"places\": [{\"area\": \"pit\", \"quantity\": 11}]}").type())
        .isEqualTo("/problems/limit-exceeded");
  }

  private List<String> pointers(String body) {
    var refused = hold(body);
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(422);
    var pointers = new ArrayList<String>();
    refused.body().path("errors").forEach(it -> pointers.add(it.path("pointer").asString("")));
    return pointers;
  }

  @Test
  void the_same_request_under_the_same_key_gets_the_same_places() {
    var key = key();
    var body = places(2, CUSTOMER);
    var first = send("POST", "/reservations", body, key);
    var again = send("POST", "/reservations", body, key);

    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(areas()).isEqualTo(area(28));
    assertThat(send("POST", "/reservations", places(3, CUSTOMER), key).type())
        .isEqualTo("/problems/idempotency-key-reused");
  }

  /// A thousand requests at once from forty clients, for three times as many places as there are.
  @Test
  void no_more_places_are_sold_than_there_are() throws Exception {
    var requests =
        IntStream.range(0, 1_000)
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      var customer =
                          "{\"name\": \"Ann\", \"email\": \"ann%d@example.org\"}".formatted(i);
                      return send("POST", "/reservations", places(1 + i % 3, customer), key())
                                  .status()
                              == 201
                          ? 1 + i % 3
                          : 0;
                    })
            .toList();
    try (var clients = Executors.newFixedThreadPool(40)) {
      int sold = 0;
      for (var quantity : clients.invokeAll(requests)) {
        sold += quantity.get();
      }
      assertThat(sold).isEqualTo(CAPACITY);
    }
    assertThat(areas()).isEqualTo(area(0));
  }

  @Test
  void the_stream_tells_how_many_places_are_left() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri("/events/" + event + "/stream")).build();
    var answer = HTTP.send(request, BodyHandlers.ofInputStream());
    try (var reader = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      for (int line = 0; line < 2; line++) {
        reader.readLine();
      }
      assertThat(reader.readLine()).contains("\"areas\":" + area(30));
      send("POST", "/reservations", places(2, CUSTOMER), key());
      for (int line = 0; line < 3; line++) {
        reader.readLine();
      }
      assertThat(reader.readLine())
          .isEqualTo(
              "data: {\"index\":%d,\"changes\":[],\"areas\":[{\"area\":\"pit\",\"free\":28}]}"
                  .formatted(book.index()));
    }
  }
}
