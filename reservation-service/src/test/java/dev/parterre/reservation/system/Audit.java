package dev.parterre.reservation.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/// Checks what must be true after a [Crowd] was served, whatever happened to the replicas
/// meanwhile.
final class Audit {

  private static final int AT_ONCE = 16;
  private static final int REPLAYS = 300;

  private final Cluster cluster;
  private final List<Asked> asked;
  private final List<Asked> reservations;

  Audit(Cluster cluster, List<Asked> asked) {
    this.cluster = cluster;
    this.asked = asked;
    this.reservations = asked.stream().filter(Asked::isReservation).toList();
  }

  void run(List<String> events) {
    cluster.agrees();
    everyCommandHasItsOwnIndex();
    var sold = soldOnce();
    for (var event : events) {
      everyReplicaShows(event, sold.getOrDefault(event, Set.of()));
    }
    everyReservationIsEverywhere();
    everyKeyKeepsItsAnswer();
    cluster.agrees();
  }

  private void everyCommandHasItsOwnIndex() {
    assertThat(asked.stream().map(it -> it.answer().logIndex())).doesNotHaveDuplicates();
  }

  /// Integrity: no seat is in two reservations.
  private Map<String, Set<String>> soldOnce() {
    var sold = new HashMap<String, Set<String>>();
    for (var reservation : reservations) {
      var event = reservation.answer().json().path("eventId").asString();
      for (var seat : reservation.seats()) {
        assertThat(sold.computeIfAbsent(event, _ -> new HashSet<>()).add(seat))
            .as("seat %s of event %s is reserved once", seat, event)
            .isTrue();
      }
    }
    return sold;
  }

  /// Completeness: exactly the seats are reserved whose reservations were acknowledged.
  private void everyReplicaShows(String event, Set<String> sold) {
    for (var api : cluster.apis()) {
      var seats = api.get("/events/" + event + "/seats" + asOfNow()).is(200).json();
      var reserved =
          StreamSupport.stream(seats.path("reserved").spliterator(), false)
              .map(seat -> seat.asString())
              .toList();
      assertThat(reserved).as("%s, event %s", api, event).containsExactlyInAnyOrderElementsOf(sold);
    }
  }

  private void everyReservationIsEverywhere() {
    var checks = new ArrayList<Callable<Boolean>>();
    for (var reservation : reservations) {
      for (var api : cluster.apis()) {
        checks.add(() -> isShown(reservation, api));
      }
    }
    inParallel(checks);
  }

  private boolean isShown(Asked reservation, Api api) {
    var path = "/reservations/" + reservation.reservationId() + asOfNow();
    var shown = api.get(path).is(200).json();
    assertThat(shown).as("%s", api).isEqualTo(reservation.answer().json());
    return true;
  }

  private String asOfNow() {
    var last = asked.stream().mapToLong(it -> it.answer().logIndex()).max().orElse(0);
    return "?consistency=local&minIndex=" + last;
  }

  private void everyKeyKeepsItsAnswer() {
    var checks = new ArrayList<Callable<Boolean>>();
    var step = Math.max(1, asked.size() / REPLAYS);
    for (var i = 0; i < asked.size(); i += step) {
      var first = asked.get(i);
      var api = cluster.apis().get(i % cluster.apis().size());
      checks.add(() -> isRepeated(first, api));
    }
    inParallel(checks);
  }

  private static boolean isRepeated(Asked first, Api api) {
    var again = api.post(first.path(), first.body(), Shows.key(first.key()));
    assertThat(again.is(first.answer().status()).text()).isEqualTo(first.answer().text());
    assertThat(again.logIndex()).isEqualTo(first.answer().logIndex());
    return true;
  }

  private static void inParallel(List<Callable<Boolean>> checks) {
    try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var check : executor.invokeAll(checks)) {
        check.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
