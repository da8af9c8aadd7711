package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The stream of an event's seats, as a browser gets it.
@ExtendWith(SharedCluster.class)
@Timeout(90)
class StreamIT {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final TestCluster cluster;

  StreamIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void a_stream_begins_with_all_seats_and_goes_on_with_what_changes_at_any_replica() {
    var event = Shows.event(cluster, 2, 10, Map.of());
    var first = reserve(1, event, "1-1");
    try (var stream = SeatStream.open(cluster.api(2), event, first)) {
      assertThat(stream.isSilent()).isTrue();
    }
    cluster.api(2).get("/events/" + event + "/seats?minIndex=" + first).is(200);
    try (var stream = SeatStream.open(cluster.api(2), event, null)) {
      assertThat(stream.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      var snapshot = stream.next();
      assertThat(snapshot.event()).isEqualTo("snapshot");
      assertThat(snapshot.id()).isEqualTo(snapshot.data().path("index").asLong());
      assertThat(snapshot.data().path("total").asInt()).isEqualTo(20);
      assertThat(snapshot.data().path("free").asInt()).isEqualTo(19);
      assertThat(snapshot.data().path("reserved").path(0).asString()).isEqualTo("1-1");

      var held = cluster.api(3).post("/events/" + event + "/holds", Shows.seats("2-1")).is(201);
      assertThat(stream.nextChange("2-1", "held").id()).isEqualTo(held.logIndex());
      var hold = "/holds/" + held.json().path("holdId").asString();
      var released = cluster.api(1).delete(hold).is(204);
      assertThat(stream.nextChange("2-1", "free").id()).isEqualTo(released.logIndex());
      var reserved = reserve(2, event, "2-2");
      assertThat(stream.nextChange("2-2", "reserved").id()).isEqualTo(reserved);
      cluster.api(2).post("/reservations", Shows.reservation(event, "2-2")).is(409);
      assertThat(stream.isSilent()).isTrue();
    }
  }

  @Test
  void whoever_comes_again_at_another_replica_has_missed_nothing() {
    var event = Shows.event(cluster, 1, 10, Map.of());
    var victim = cluster.follower();
    var others = TestCluster.IDS.stream().filter(id -> id != victim).toList();
    long seen;
    try (var stream = SeatStream.open(cluster.api(victim), event, null)) {
      assertThat(stream.next().event()).isEqualTo("snapshot");
      reserve(others.getFirst(), event, "1-1");
      seen = stream.nextChange("1-1", "reserved").id();
      cluster.strike(victim);
      Until.holds("the stream of a dead replica ends", SOON, stream::isEnded);
    }
    var missed = reserve(others.getFirst(), event, "1-2");
    reserve(others.getLast(), event, "1-3");
    for (var id : others) {
      try (var stream = SeatStream.open(cluster.api(id), event, seen)) {
        assertThat(stream.nextChange("1-2", "reserved").id()).isEqualTo(missed);
        stream.nextChange("1-3", "reserved");
      }
    }
    cluster.start(victim);
    var last = reserve(victim, event, "1-4");
    try (var stream = SeatStream.open(cluster.api(victim), event, missed)) {
      var next = stream.next();
      if (next.event().equals("snapshot")) {
        // The replica was restarted, so it may no longer know the changes since that index.
        assertThat(next.id()).isGreaterThanOrEqualTo(last);
        assertThat(next.data().path("reserved")).hasSize(4);
      } else {
        assertThat(next.data().path("changes").path(0).path("seat").asString()).isEqualTo("1-3");
      }
    }
  }

  @Test
  void a_stream_of_which_nothing_is_to_be_told_says_that_it_lives() {
    var event = Shows.event(cluster, 1, 2, Map.of());
    try (var stream = SeatStream.open(cluster.api(3), event, null)) {
      assertThat(stream.next().event()).isEqualTo("snapshot");
      Until.holds("a comment every 15 s", Duration.ofSeconds(16), stream::isCommented);
      assertThat(stream.isSilent()).isTrue();
    }
  }

  @Test
  void a_stream_is_refused_as_any_other_request() {
    var api = cluster.api(1);
    api.get("/events/999/stream", "Accept", "text/event-stream").isProblem(404, "not-found");
    var stream = "/events/" + cluster.folder().exampleEvent() + "/stream";
    api.get(stream, "Accept", "application/json").isProblem(406, "not-acceptable");
    api.get(stream, "Last-Event-ID", "yesterday").isProblem(400, "malformed-request");
  }

  private long reserve(int id, String event, String seat) {
    var wanted = Shows.reservation(event, seat);
    return cluster.api(id).post("/reservations", wanted, Shows.key()).is(201).logIndex();
  }
}
