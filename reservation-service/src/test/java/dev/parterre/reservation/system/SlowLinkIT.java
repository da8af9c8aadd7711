package dev.parterre.reservation.system;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command of several megabytes is sent over links that take seconds for it. Before each test
/// replica 1 leads. All venues together stay below the limit on plans.
@Timeout(180)
@ExtendWith(Namespaces.Needed.class)
class SlowLinkIT {

  /// Time to read the plan, check it, and force it to disks.
  private static final Duration WORK = Duration.ofSeconds(6);

  private static NetworkedCluster cluster;

  @BeforeAll
  static void open() {
    cluster = NetworkedCluster.open();
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void replica_1_leads() {
    cluster.settle(1);
  }

  /// The leader and the other follower are a quorum: nobody waits for the slow link.
  @ParameterizedTest
  @CsvSource({"8, 2", "80, 3"})
  void a_large_command_goes_once_over_a_slow_link(int megabits, int mebibytes) {
    send(List.of(3), megabits, mebibytes, WORK);
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "24, 4", "80, 6"})
  void a_large_command_goes_once_over_slow_links_only(int megabits, int mebibytes) {
    var oneCopy =
        Duration.ofMillis((long) (8_000 * LargeVenue.COPIES_MAX * mebibytes * 1.05 / megabits));
    send(List.of(2, 3), megabits, mebibytes, WORK.plus(oneCopy));
  }

  private static void send(List<Integer> slow, int megabits, int mebibytes, Duration atMost) {
    slow.forEach(id -> cluster.network().slow(1, id, megabits));
    try {
      new LargeVenue(cluster, mebibytes).create(megabits + " Mbit/s to " + slow, atMost);
    } finally {
      slow.forEach(id -> cluster.network().hasten(1, id));
    }
  }
}
