package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a client may rely on, whichever replica it asks.
@ExtendWith(SharedCluster.class)
@Timeout(60)
class ContractIT {

  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z";

  private final TestCluster cluster;

  ContractIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void the_rules_of_the_cluster_are_changed_at_any_replica_for_all() {
    var before = cluster.api(1).get("/cluster/rules").is(200).json();
    var next =
        Map.of(
            "outcomes", before.path("outcomes").asInt() - 1,
            "outcomeSeconds", before.path("outcomeSeconds").asLong(),
            "restartGapSeconds", before.path("restartGapSeconds").asLong());
    cluster.api(2).send("PUT", "/cluster/rules", next).isProblem(401, "unauthenticated");
    admin(2).send("PUT", "/cluster/rules", next).is(200);
    admin(3).send("PUT", "/cluster/rules", next).is(200);
    cluster.agrees();
    for (var api : cluster.apis()) {
      assertThat(api.get("/cluster/rules").is(200).json().path("outcomes").asInt())
          .isEqualTo(next.get("outcomes"));
    }
    var none = Map.of("outcomes", 0, "outcomeSeconds", 60, "restartGapSeconds", 60);
    admin(1).send("PUT", "/cluster/rules", none).isProblem(422, "invalid");
    admin(1).send("PUT", "/cluster/rules", before).is(200);
  }

  private Api admin(int id) {
    return new Api(cluster.api(id).base(), cluster.admin().token());
  }

  @Test
  void the_replicated_time_is_shown_and_goes_on_to_where_a_clock_is_but_no_further() {
    var shown = cluster.api(1).get("/cluster/time").is(200).json();
    assertThat(shown.path("time").asString()).matches(TIME);
    var clock = Map.of("to", shown.path("wallClock").asString());
    cluster.api(1).post("/cluster/time", clock).isProblem(401, "unauthenticated");
    var later = admin(1).post("/cluster/time", clock).is(200).json();
    assertThat(later.path("time").asString())
        .isGreaterThanOrEqualTo(shown.path("wallClock").asString());
    var tomorrow = Map.of("to", Instant.now().plusSeconds(86_400).toString());
    admin(2).post("/cluster/time", tomorrow).isProblem(422, "invalid");
    assertThat(cluster.command("time")).contains("The replicated time is ");
    assertThat(cluster.command("time", "--confirm")).contains("s ahead");
  }

  @Test
  void no_slot_is_passed_over_where_no_replica_is_held() {
    cluster
        .api(1)
        .post("/cluster/passed-over", Map.of("slot", 1))
        .isProblem(401, "unauthenticated");
    admin(1).post("/cluster/passed-over", Map.of("slot", 1)).isProblem(409, "directive-refused");
    admin(1).post("/cluster/passed-over", Map.of("slot", 0)).isProblem(422, "invalid");
    assertThat(cluster.api(1).get("/cluster").is(200).json().path("held").isNull()).isTrue();
  }

  @Test
  void the_theatre_is_imported_with_its_669_seats_or_only_checked() {
    var plan = Shows.theatrePlan();
    var index = index();
    var checked = cluster.admin().post("/venues?dryRun=true", plan).is(200).json();
    assertThat(checked.path("seatCount").asInt()).isEqualTo(669);
    assertThat(index()).isEqualTo(index);

    var created = cluster.admin().post("/venues", plan, Shows.key()).is(201);
    var venue = created.json();
    assertThat(venue.path("name").asString()).isEqualTo("Example theatre");
    assertThat(venue.path("seatCount").asInt()).isEqualTo(669);
    assertThat(venue.path("categories")).hasSize(3);
    var location = created.header("Location");
    assertThat(location).isEqualTo("/api/v1/venues/" + venue.path("venueId").asString());
    assertThat(cluster.api(2).get("/" + location).is(200).json()).isEqualTo(venue);
  }

  @Test
  void a_plan_never_changes_and_is_not_sent_twice() {
    var venue = cluster.api(1).get("/events/" + cluster.folder().exampleEvent()).is(200).json();
    var path = "/venues/" + venue.path("venueId").asString() + "/plan";
    var plan = cluster.api(1).get(path).is(200);
    assertThat(plan.logIndex()).isPositive();
    assertThat(plan.header("Cache-Control")).contains("max-age=31536000", "immutable", "public");
    var etag = plan.header("ETag");
    assertThat(etag).matches("\"[^\"]+\"");
    var again = cluster.api(2).get(path, "If-None-Match", etag).is(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(etag);
    cluster.api(3).get(path, "If-None-Match", "\"other\"").is(200);

    var gzip = cluster.api(1).get(path, "Accept-Encoding", "gzip").is(200);
    assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.header("ETag")).isNotEqualTo(etag);
    var elsewhere = cluster.api(2).get(path, "Accept-Encoding", "gzip").is(200);
    assertThat(elsewhere.bytes()).isEqualTo(gzip.bytes());
    assertThat(elsewhere.header("ETag")).isEqualTo(gzip.header("ETag"));
  }

  @Test
  void a_hold_is_reserved_and_cancelled_and_each_replica_shows_each_step_at_once() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var held =
        cluster.api(1).post("/events/" + event + "/holds", Shows.seats("1-2", "1-1")).is(201);
    var hold = held.json();
    assertThat(hold.path("expiresAt").asString()).matches(TIME);
    assertThat(hold.path("total").path("amount").asString()).isEqualTo("90.00");
    assertThat(hold.path("total").path("currency").asString()).isEqualTo("EUR");
    assertThat(hold.path("seats").path(0).propertyNames())
        .containsExactlyInAnyOrder("seat", "label", "category", "price");
    var holdPath = "/holds/" + hold.path("holdId").asString();
    assertThat(held.header("Location")).isEqualTo("/api/v1" + holdPath);
    assertThat(cluster.api(2).get(holdPath).is(200).json()).isEqualTo(hold);
    everywhere(event, "1-1", "held");

    var reservation = Shows.reservationOf(hold.path("holdId").asString());
    var reserved = cluster.api(2).post("/reservations", reservation).is(201);
    assertThat(reserved.logIndex()).isGreaterThan(held.logIndex());
    var shown = reserved.json();
    assertThat(shown.path("createdAt").asString()).matches(TIME);
    assertThat(shown.path("status").asString()).isEqualTo("reserved");
    assertThat(shown.path("customer").path("name").asString()).isEqualTo("Ann");
    assertThat(Asked.seats(shown)).containsExactlyInAnyOrder("1-1", "1-2");
    var path = "/reservations/" + shown.path("reservationId").asString();
    assertThat(reserved.header("Location")).isEqualTo("/api/v1" + path);
    for (var api : cluster.apis()) {
      assertThat(api.get(path).is(200).json()).isEqualTo(shown);
    }
    everywhere(event, "1-2", "reserved");
    cluster.api(1).delete(holdPath).isProblem(410, "hold-expired");

    assertThat(cluster.api(3).delete(path).is(204).logIndex()).isGreaterThan(reserved.logIndex());
    cluster.api(1).delete(path).is(204);
    everywhere(event, "1-2", "free");
    assertThat(cluster.api(2).get(path).is(200).json().path("status").asString())
        .isEqualTo("cancelled");
  }

  private void everywhere(String event, String seat, String status) {
    for (var api : cluster.apis()) {
      var shown = api.get("/events/" + event + "/seats/" + seat).is(200);
      assertThat(shown.logIndex()).isPositive();
      assertThat(shown.json().path("seat").asString()).isEqualTo(seat);
      assertThat(shown.json().path("status").asString()).as("%s", api).isEqualTo(status);
      var all = api.get("/events/" + event + "/seats").is(200);
      assertThat(all.json().path("index").asLong()).isEqualTo(all.logIndex());
      assertThat(named(all.json(), "held").contains(seat)).isEqualTo(status.equals("held"));
      assertThat(named(all.json(), "reserved").contains(seat)).isEqualTo(status.equals("reserved"));
    }
  }

  private static Set<String> named(JsonNode seats, String status) {
    return Set.copyOf(
        StreamSupport.stream(seats.path(status).spliterator(), false)
            .map(seat -> seat.asString())
            .toList());
  }

  @Test
  void what_was_written_at_one_replica_is_read_at_the_next_at_once() {
    var event = Shows.event(cluster, 2, 50, Map.of());
    for (var seat = 1; seat <= 50; seat++) {
      var writer = cluster.apis().get(seat % 3);
      var reader = cluster.apis().get((seat + 1) % 3);
      var wanted = Shows.reservation(event, "1-" + seat);
      var written = writer.post("/reservations", wanted).is(201);
      var read = reader.get("/events/" + event + "/seats/1-" + seat).is(200);
      assertThat(read.json().path("status").asString()).isEqualTo("reserved");
      assertThat(read.logIndex()).isGreaterThanOrEqualTo(written.logIndex());
      var path = "/events/" + event + "/seats?minIndex=" + written.logIndex();
      var local = cluster.apis().get((seat + 2) % 3).get(path + "&consistency=local").is(200);
      assertThat(named(local.json(), "reserved")).contains("1-" + seat);
    }
  }

  /// Scenario 18.
  @Test
  void one_key_is_one_wish_and_its_answer_stays() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var key = Shows.key();
    var wanted = Shows.reservation(event, "1-1", "1-2");
    var first = cluster.api(1).post("/reservations", wanted, key).is(201);
    var refusalKey = Shows.key();
    var refused = cluster.api(2).post("/reservations", wanted, refusalKey).is(409);
    assertThat(refused.logIndex()).isNotEqualTo(first.logIndex());
    cluster.api(3).delete("/reservations/" + first.json().path("reservationId").asString()).is(204);
    for (var api : cluster.apis()) {
      var again = api.post("/reservations", wanted, key).is(201);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.logIndex()).isEqualTo(first.logIndex());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      var refusedAgain = api.post("/reservations", wanted, refusalKey).is(409);
      assertThat(refusedAgain.text()).isEqualTo(refused.text());
      assertThat(refusedAgain.logIndex()).isEqualTo(refused.logIndex());
      api.post("/reservations", Shows.reservation(event, "1-3"), key)
          .isProblem(422, "idempotency-key-reused");
      api.delete("/holds/" + UUID.randomUUID(), key).isProblem(422, "idempotency-key-reused");
    }
  }

  /// Scenario 18.
  @Test
  void one_wish_sent_many_times_at_once_is_fulfilled_once() throws Exception {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var key = Shows.key();
    var wanted = Shows.reservation(event, "1-1");
    var bodies = new ArrayList<String>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> calls =
          IntStream.range(0, 24)
              .mapToObj(i -> cluster.apis().get(i % 3))
              .map(api -> (Callable<Answer>) () -> api.post("/reservations", wanted, key))
              .toList();
      for (var call : executor.invokeAll(calls)) {
        var answer = call.get();
        if (answer.status() == 409) {
          answer.isProblem(409, "request-in-progress");
        } else {
          bodies.add(answer.is(201).text() + answer.logIndex());
        }
      }
    }
    assertThat(bodies).isNotEmpty();
    assertThat(Set.copyOf(bodies)).hasSize(1);
  }

  @Test
  void a_list_is_read_page_by_page_each_item_once() {
    var venue = Shows.venue(cluster, Shows.plan(1, 2));
    var created = IntStream.range(0, 5).mapToObj(_ -> Shows.event(cluster, venue, Map.of()));
    var expected = created.toList();
    var found = new ArrayList<String>();
    var page = cluster.api(1).get("/events?limit=2").is(200);
    for (var i = 1; ; i++) {
      assertThat(page.logIndex()).isPositive();
      assertThat(page.json().path("items").size()).isBetween(1, 2);
      page.json().path("items").forEach(it -> found.add(it.path("eventId").asString()));
      if (!page.json().has("next")) {
        break;
      }
      var cursor = page.json().path("next").asString();
      page = cluster.apis().get(i % 3).get("/events?limit=2&cursor=" + cursor).is(200);
    }
    assertThat(found).doesNotHaveDuplicates().containsAll(expected);
    assertThat(cluster.api(1).get("/venues?limit=200").is(200).json().has("next")).isFalse();
  }

  @Test
  void the_cluster_is_shown_by_each_of_its_replicas() {
    for (var id : TestCluster.IDS) {
      var view = cluster.api(id).get("/cluster").is(200).json();
      assertThat(view.path("self").asString()).isEqualTo("" + id);
      assertThat(view.path("leader").asString()).isEqualTo("" + cluster.leader());
      assertThat(view.path("members")).hasSize(3);
      view.path("members").forEach(it -> assertThat(it.path("reachable").asBoolean()).isTrue());
      assertThat(view.path("stateHash").asString()).isNotBlank();
      assertThat(view.propertyNames())
          .contains("clusterId", "ballot", "decided", "applied", "index");
    }
    cluster.agrees();
    assertThat(cluster.command("status").lines()).hasSize(3);
    assertThat(cluster.command("up")).contains("Running already");
  }

  private long index() {
    return cluster.api(1).get("/cluster").is(200).json().path("index").asLong();
  }
}
