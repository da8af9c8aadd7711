package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Creates a venue with a command of several megabytes, and checks the cost: one copy to each
/// follower, no change of the leader, and not much more time than a copy takes.
final class LargeVenue {

  /// How many random letters a seat's name has. Compressed, a letter takes six bits.
  private static final int LETTERS = 250;

  private static final int BYTES_OF_SEAT = LETTERS * 6 / 8;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /// Leaves room for headers of frames, heartbeats and the other fields of a seat, but not for a
  /// second copy.
  static final double COPIES_MAX = 1.3;

  private static final Duration AFTERWARDS = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final int QUIET_BYTES = 20_000;

  private final NetworkedCluster cluster;
  private final int seats;
  private final byte[] plan;
  private final String key = UUID.randomUUID().toString();

  LargeVenue(NetworkedCluster cluster, int mebibytes) {
    this.cluster = cluster;
    seats = (mebibytes << 20) / BYTES_OF_SEAT;
    plan = Api.bytes(plan(seats));
  }

  /// @param as a description of the links, to be printed
  void create(String as, Duration atMost) {
    Until.holds("nothing large is on its way", AFTERWARDS, this::isQuiet);
    var leadership = leadership();
    var before = sent();
    var began = System.nanoTime();
    Until.holds("the venue is created", atMost, this::isCreated);
    var took = Duration.ofNanos(System.nanoTime() - began);
    Until.holds("all have it", atMost.plus(AFTERWARDS), this::allAreAtOneIndex);
    Until.holds("nothing more is on its way", atMost.plus(AFTERWARDS), this::isQuiet);
    var copies = new TreeMap<Integer, Double>();
    sent().forEach((id, bytes) -> copies.put(id, copies(bytes - requireNonNull(before.get(id)))));
    System.out.printf(
        "a command of %d MiB, %s: decided after %d ms, copies sent to each %s%n",
        (seats * BYTES_OF_SEAT + (1 << 19)) >> 20, as, took.toMillis(), copies);
    assertThat(copies.values()).as("copies sent to each").allMatch(it -> it < COPIES_MAX);
    assertThat(took).isLessThan(atMost);
    assertThat(leadership()).isEqualTo(leadership);
  }

  /// Leaves out the rounds, since a replica that has accepted nothing yet has promised nothing yet:
  /// its round changes when it accepts the command.
  private Map<Integer, Leadership> leadership() {
    var all = Leadership.of(cluster);
    all.replaceAll((_, each) -> each.ofAnyRound());
    return all;
  }

  /// Retries under the same key, since the command may take longer than one request may wait.
  private boolean isCreated() {
    var answer = cluster.admin().post("/venues", plan, Shows.key(key));
    return answer.status() != 503
        && !answer.hasSlug("request-in-progress")
        && answer.is(201).status() == 201;
  }

  private boolean allAreAtOneIndex() {
    var views = cluster.ids().stream().map(cluster::view).toList();
    return !views.contains(null)
        && views.stream().map(view -> requireNonNull(view).path("index")).distinct().count() == 1;
  }

  /// Whether hardly more than heartbeats is sent: a follower may have learned from the other what
  /// is still coming from the leader, and that belongs to this command and not to the next.
  private boolean isQuiet() {
    var before = sent();
    LockSupport.parkNanos(QUIET.toNanos());
    return sent().entrySet().stream()
        .allMatch(
            each -> each.getValue() - requireNonNull(before.get(each.getKey())) < QUIET_BYTES);
  }

  /// How many bytes replica 1, the leader, has sent to each follower.
  private Map<Integer, Long> sent() {
    return Map.of(2, cluster.network().sent(1, 2), 3, cluster.network().sent(1, 3));
  }

  private double copies(long bytes) {
    return (double) bytes / ((long) seats * BYTES_OF_SEAT);
  }

  static Map<String, Object> plan(int seats) {
    var dice = new Random(seats);
    var row =
        Map.of(
            "row_number", "1",
            "position", Map.of("x", 0, "y", 0),
            "seats", IntStream.range(0, seats).mapToObj(number -> seat(number, dice)).toList());
    return Map.of(
        "name", "Arena",
        "size", Map.of("width", 4000, "height", 4000),
        "categories", List.of(Map.of("name", "A", "color", "#336699")),
        "zones",
            List.of(
                Map.of("name", "Floor", "position", Map.of("x", 0, "y", 0), "rows", List.of(row))));
  }

  private static Map<String, Object> seat(int number, Random dice) {
    var letters = new StringBuilder(LETTERS);
    for (var i = 0; i < LETTERS; i++) {
      letters.append(ALPHABET.charAt(dice.nextInt(ALPHABET.length())));
    }
    return Map.of(
        "seat_guid",
        letters.toString(),
        "seat_number",
        Integer.toString(number),
        "position",
        Map.of("x", 0, "y", 0),
        "category",
        "A");
  }
}
