package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The contract's table of refusals: each has its status and its problem document, and changes
/// nothing.
@ExtendWith(SharedCluster.class)
@Timeout(60)
class RefusalIT {

  private static final String SHOW = "/events/1";
  private static final String HOLDS = SHOW + "/holds";
  private static final String RESERVATIONS = "/reservations";
  private static final String GOOD = "{\"seats\": [\"stalls-A-1\"]}";
  private static final int BODY_BYTES_MAX = 1 << 20;

  private final TestCluster cluster;

  RefusalIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/venues", "/events", "/venues?dryRun=true"})
  void an_admin_call_without_the_token_is_401(String path) {
    for (var api : List.of(cluster.api(1), cluster.api(2).withToken("guessed"))) {
      Unchanged.by(
          cluster,
          () -> {
            var refused = api.post(path, Shows.plan(1, 1)).isProblem(401, "unauthenticated");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
          });
    }
  }

  static Stream<String> unknownPaths() {
    var secret = "A".repeat(22);
    return Stream.of(
        "//nowhere",
        "//api",
        "//api/v2/events",
        "//problems/none-such",
        "//assets/none.js",
        "//actuator/health",
        "/nowhere",
        "/events/999",
        "/events/x/seats",
        "/events/1/seats/none",
        "/venues/999",
        "/venues/999/plan",
        "/holds/" + secret,
        "/holds/1",
        "/reservations/" + secret,
        "/reservations/1",
        "/reservations");
  }

  @ParameterizedTest
  @MethodSource("unknownPaths")
  void what_is_not_there_is_404(String path) {
    // The collection of reservations exists, but can only be written to.
    if (path.equals(RESERVATIONS)) {
      cluster.api(1).get(path).isProblem(405, "method-not-allowed");
    } else {
      cluster.api(1).get(path).isProblem(404, "not-found");
    }
  }

  @Test
  void a_write_to_what_is_not_there_is_404() {
    var secret = "A".repeat(22);
    cluster.api(1).post("/nowhere", "{}").isProblem(404, "not-found");
    cluster.api(1).delete("/events/1/nothing").isProblem(404, "not-found");
    cluster.api(2).post("/events/999/holds", GOOD).isProblem(404, "not-found");
    cluster.api(2).delete("/holds/" + secret).isProblem(404, "not-found");
    cluster.api(3).delete("/reservations/" + secret).isProblem(404, "not-found");
    var held = cluster.api(3).post(RESERVATIONS, Shows.reservationOf(secret));
    assertThat(held.isProblem(404, "not-found").logIndex()).isPositive();
    var direct = cluster.api(3).post(RESERVATIONS, Shows.reservation("999", "a"));
    direct.isProblem(404, "not-found");
  }

  @Test
  void a_wrong_method_is_405_and_says_which_is_right() {
    Unchanged.by(
        cluster,
        () -> {
          assertThat(wrongMethod("PUT", "/events")).contains("GET", "POST");
          assertThat(wrongMethod("DELETE", SHOW)).contains("GET").doesNotContain("DELETE");
          assertThat(wrongMethod("GET", HOLDS)).contains("POST");
          assertThat(wrongMethod("PATCH", RESERVATIONS)).contains("POST");
          assertThat(wrongMethod("POST", "/cluster")).contains("GET");
        });
  }

  private String wrongMethod(String method, String path) {
    var answer = cluster.api(1).send(method, path, "{}");
    return answer.isProblem(405, "method-not-allowed").header("Allow");
  }

  @Test
  void what_cannot_be_accepted_is_406_before_anything_is_done() {
    var api = cluster.api(2);
    api.get(SHOW, "Accept", "text/html").isProblem(406, "not-acceptable");
    api.get(SHOW, "Accept", "application/json;q=0").isProblem(406, "not-acceptable");
    Unchanged.by(
        cluster,
        () -> api.post(HOLDS, GOOD, "Accept", "image/png").isProblem(406, "not-acceptable"));
    api.get(SHOW, "Accept", "text/html, application/*;q=0.5").is(200);
  }

  @Test
  void too_large_a_body_is_413_whether_it_says_so_or_not() {
    var large = " ".repeat(BODY_BYTES_MAX) + GOOD;
    Unchanged.by(cluster, () -> cluster.api(1).post(HOLDS, large).isProblem(413, "too-large"));
    var chunks =
        cluster
            .api(1)
            .request(HOLDS, "Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Api.bytes(large))))
            .build();
    Unchanged.by(cluster, () -> cluster.api(1).send(chunks).isProblem(413, "too-large"));
    var huge =
        "POST /api/v1/venues HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Length: 99999999999\r\n";
    Unchanged.by(cluster, () -> Raw.exchange(cluster.api(1), huge).isProblem(413, "too-large"));
  }

  @Test
  void a_body_of_another_type_is_415() {
    var types = List.of("text/plain", "application/xml", "application/json; charset=latin1", "?");
    for (var type : types) {
      Unchanged.by(
          cluster,
          () ->
              cluster
                  .api(3)
                  .post(HOLDS, GOOD, "Content-Type", type)
                  .isProblem(415, "unsupported-media-type"));
    }
    var zipped = new String[] {"Content-Encoding", "gzip"};
    Unchanged.by(
        cluster,
        () -> cluster.api(3).post(HOLDS, GOOD, zipped).isProblem(415, "unsupported-media-type"));
  }

  @Test
  void taken_seats_are_409_all_named_and_nothing_is_changed() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    cluster.api(1).post("/events/" + event + "/holds", Shows.seats("1-3")).is(201);
    cluster.api(2).post(RESERVATIONS, Shows.reservation(event, "1-5")).is(201);
    var wanted = new String[] {"1-2", "1-3", "1-4", "1-5"};
    var conflicts = Map.of("1-3", "held", "1-5", "reserved");
    for (var api : cluster.apis()) {
      var held = api.post("/events/" + event + "/holds", Shows.seats(wanted));
      assertThat(held.isProblem(409, "seats-taken").logIndex()).isPositive();
      assertThat(conflicts(held.json())).isEqualTo(conflicts);
      var reserved = api.post(RESERVATIONS, Shows.reservation(event, wanted));
      assertThat(conflicts(reserved.isProblem(409, "seats-taken").json())).isEqualTo(conflicts);
      var seats = api.get("/events/" + event + "/seats").is(200).json();
      assertThat(seats.path("free").asInt()).isEqualTo(8);
    }
  }

  private static Map<String, String> conflicts(JsonNode problem) {
    return StreamSupport.stream(problem.path("conflicts").spliterator(), false)
        .collect(
            Collectors.toMap(it -> it.path("seat").asString(), it -> it.path("status").asString()));
  }

  @Test
  void a_hold_that_was_given_back_is_410() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var held = cluster.api(1).post("/events/" + event + "/holds", Shows.seats("1-1")).is(201);
    var hold = held.json().path("holdId").asString();
    cluster.api(2).delete("/holds/" + hold).is(204);
    for (var api : cluster.apis()) {
      assertThat(api.get("/holds/" + hold).isProblem(410, "hold-expired").logIndex()).isPositive();
      api.post(RESERVATIONS, Shows.reservationOf(hold)).isProblem(410, "hold-expired");
    }
  }

  @Test
  void an_impossible_wish_is_422_with_a_pointer_to_each_fault() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var holds = "/events/" + event + "/holds";
    assertFaults(holds, Shows.seats("1-1", "none", "1-1"), "/seats/1", "/seats/2");
    assertFaults(holds, Map.of("seats", List.of()), "/seats");
    assertFaults(holds, Map.of(), "/seats");
    var many = IntStream.range(0, 1_001).mapToObj(i -> "1-" + i).toArray(String[]::new);
    assertFaults(holds, Shows.seats(many), "/seats");
    assertFaults(holds, Map.of("seats", List.of("1-1"), "holdSeconds", 4), "/holdSeconds");
    assertFaults(holds, Map.of("seats", List.of("1-1"), "holdSeconds", 601), "/holdSeconds");
    assertFaults(RESERVATIONS, Map.of(), "/customer", "/eventId", "/seats");
    var customer = Map.of("name", " ", "email", "nobody");
    assertFaults(
        RESERVATIONS,
        Map.of("eventId", event, "seats", List.of("1-1"), "customer", customer),
        "/customer/name",
        "/customer/email");
    var seats = cluster.api(2).get("/events/" + event + "/seats").is(200).json();
    assertThat(seats.path("free").asInt()).isEqualTo(10);
  }

  @Test
  void a_plan_with_faults_is_422_and_all_of_them_are_named() {
    var plan = new String(Api.bytes(Shows.plan(1, 3)), StandardCharsets.UTF_8);
    var faulty =
        plan.replace("1-3", "1-1").replaceFirst("\"category\":\"A\"", "\"category\":\"Z\"");
    Unchanged.by(
        cluster,
        () -> {
          var refused = cluster.admin().post("/venues", faulty).isProblem(422, "invalid");
          assertThat(pointers(refused.json()))
              .contains("/zones/0/rows/0/seats/0/category", "/zones/0/rows/0/seats/2/seat_guid");
          cluster.admin().post("/venues", "{}").isProblem(422, "invalid");
          cluster.admin().post("/venues", "{").isProblem(400, "malformed-request");
          cluster.admin().post("/events", "{}").isProblem(422, "invalid");
        });
  }

  private void assertFaults(String path, Object body, String... pointers) {
    var refused = cluster.api(1).post(path, body).isProblem(422, "invalid");
    assertThat(pointers(refused.json())).containsExactlyInAnyOrder(pointers);
  }

  private static List<String> pointers(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .peek(error -> assertThat(error.path("detail").asString("")).isNotBlank())
        .map(error -> error.path("pointer").asString())
        .toList();
  }

  @Test
  void more_seats_than_the_event_allows_is_422() {
    var event = Shows.event(cluster, 1, 10, Map.of("maxSeats", 2));
    var three = Shows.reservation(event, "1-1", "1-2", "1-3");
    cluster.api(1).post(RESERVATIONS, three).isProblem(422, "limit-exceeded");
    var holds = "/events/" + event + "/holds";
    cluster.api(2).post(holds, Shows.seats("1-1", "1-2", "1-3")).isProblem(422, "limit-exceeded");
    cluster.api(3).post(holds, Shows.seats("1-1", "1-2")).is(201);
  }

  @Test
  void a_single_free_seat_left_behind_is_422_where_the_event_forbids_it() {
    var event = Shows.event(cluster, 1, 10, Map.of("allowOrphans", false));
    var holds = "/events/" + event + "/holds";
    var refused = cluster.api(1).post(holds, Shows.seats("1-2")).isProblem(422, "orphan-seat");
    assertThat(refused.json().path("orphans")).hasSize(1);
    assertThat(refused.json().path("orphans").path(0).asString()).isEqualTo("1-1");
    cluster.api(1).post(holds, Shows.seats("1-1", "1-2")).is(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "malformed-request",
        "unauthenticated",
        "forbidden",
        "not-found",
        "seats-taken",
        "request-in-progress",
        "membership-refused",
        "directive-refused",
        "hold-expired",
        "too-large",
        "unsupported-media-type",
        "method-not-allowed",
        "not-acceptable",
        "invalid",
        "idempotency-key-reused",
        "orphan-seat",
        "limit-exceeded",
        "rate-limited",
        "internal",
        "unavailable",
        "outcome-unknown"
      })
  void every_problem_has_a_page_that_explains_it(String slug) {
    var page = cluster.api(2).get("//problems/" + slug).is(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("/problems/" + slug);
  }
}
