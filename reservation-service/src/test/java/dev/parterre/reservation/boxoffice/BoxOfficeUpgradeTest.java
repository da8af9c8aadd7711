package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.NodeConfiguration;
import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Quorums;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.StateMachine;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Three replicas of the box office on two versions of the program, one upgraded and downgraded
/// after another while seats are sold. Each version is today's that says, and keeps to it, that it
/// reads format levels up to its own only: whatever the box office has done otherwise since then
/// depends on the level.
@Tag("slow")
class BoxOfficeUpgradeTest {

  private static final int ROWS = 40;
  private static final int SEATS_PER_ROW = 100;
  private static final int BETWEEN_MILLIS = 400;

  @TempDir Path disks;

  private final Map<NodeId, URI> addresses = new HashMap<>();
  private final Map<Integer, PaxosNode<Version>> nodes = new TreeMap<>();
  private final AtomicLong commands = new AtomicLong();

  /// A box office as a program of this version has it.
  private record Version(BoxOffice office, int newestLevel) implements StateMachine {

    @Override
    public byte[] apply(long index, byte[] command) {
      return office.apply(index, command);
    }

    @Override
    public void advance(long index, long timeMillis) {
      office.advance(index, timeMillis);
    }

    @Override
    public void level(int level) {
      assertThat(level).isLessThanOrEqualTo(newestLevel);
      office.level(level);
    }

    @Override
    public OptionalLong nextDueMillis() {
      return office.nextDueMillis();
    }

    @Override
    public long digest() {
      return office.digest();
    }

    @Override
    public Capture capture() {
      return office.capture();
    }

    @Override
    public void restore(InputStream in) throws IOException {
      office.restore(in);
    }

    @Override
    public Successor prepare(InputStream in) throws IOException {
      return office.prepare(in);
    }
  }

  private void found(int newestLevel) throws Exception {
    for (var id = 1; id <= 3; id++) {
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        addresses.put(new NodeId(id), URI.create("http://127.0.0.1:" + free.getLocalPort()));
      }
    }
    for (var id = 1; id <= 3; id++) {
      start(id, newestLevel);
    }
    awaitLeader();
    tell(Fixtures.venue(ROWS, SEATS_PER_ROW));
    tell(Fixtures.event(10, true, "A", "B"));
  }

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes.values()) {
      node.close();
    }
  }

  private void start(int id, int newestLevel) throws IOException {
    var self = new NodeId(id);
    var limits = Limits.builder().snapshotSlots(100).snapshotBytes(1 << 20).tailSlots(10).build();
    var configuration =
        new NodeConfiguration(
            "cluster",
            self,
            addresses,
            Quorums.MAJORITIES,
            new InetSocketAddress(
                "127.0.0.1", Objects.requireNonNull(addresses.get(self)).getPort()),
            "a shared secret of the test",
            disks.resolve("node-" + id),
            limits,
            new Timing(50, 400, 100, 5000));
    nodes.put(
        id,
        PaxosNode.start(
            configuration, new Version(new BoxOffice(), newestLevel), NodeObserver.NONE));
  }

  private void restart(int id, int newestLevel) throws Exception {
    Objects.requireNonNull(nodes.remove(id)).close();
    start(id, newestLevel);
    awaitLeader();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
  }

  private void awaitLeader() {
    await(() -> statuses().stream().allMatch(status -> status.leader() != null));
  }

  private void await(BooleanSupplier condition) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as(() -> "in time: " + statuses()).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private List<Status> statuses() {
    return nodes.values().stream().map(PaxosNode::status).toList();
  }

  private List<Integer> levels() {
    return statuses().stream().map(Status::level).toList();
  }

  /// Asks one node after another until one has applied it.
  private Outcome tell(BookingCommand command) {
    return tell(command, new AtomicBoolean()).orElseThrow();
  }

  /// @return empty if it was stopped before
  private Optional<Outcome> tell(BookingCommand command, AtomicBoolean stopped) {
    var bytes = CommandCodec.encode(command);
    var number = commands.incrementAndGet();
    var id = new Command(new CommandId(number, 0), (int) number, bytes);
    while (!stopped.get()) {
      for (var node : List.copyOf(nodes.values())) {
        try {
          if (node.submit(id).get(10, TimeUnit.SECONDS) instanceof Reply.Applied applied) {
            return Optional.of(OutcomeCodec.decode(applied.outcome()));
          }
        } catch (ExecutionException | TimeoutException notNow) {
          continue;
        } catch (InterruptedException stop) {
          throw new IllegalStateException(stop);
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return Optional.empty();
  }

  /// Sells one seat after another; holds every third one first, and lets every ninth go by time.
  private final class Seller implements AutoCloseable {

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean resting = new AtomicBoolean();
    private final List<String> sold = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("seller").start(this::sell);

    private void sell() {
      for (var next = 0; !stopped.get() && next < (ROWS - 1) * SEATS_PER_ROW; next++) {
        while (resting.get() && !stopped.get()) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        var seat = next / SEATS_PER_ROW + "-" + next % SEATS_PER_ROW;
        if (next % 9 == 0) {
          tell(Fixtures.holdFor(BoxOffice.HOLD_SECONDS_MIN, seat), stopped);
        } else if (next % 3 == 0) {
          var hold = Fixtures.hold(seat);
          tell(hold, stopped);
          note(seat, tell(Fixtures.reserveHeld(hold.holdId()), stopped));
        } else {
          note(seat, tell(Fixtures.reserve(seat), stopped));
        }
      }
    }

    private void note(String seat, Optional<Outcome> outcome) {
      outcome.filter(Outcome.Reserved.class::isInstance).ifPresent(_ -> sold.add(seat));
    }

    /// Sells nothing until all replicas show one state.
    private void rest() {
      resting.set(true);
      await(BoxOfficeUpgradeTest.this::isOneState);
      resting.set(false);
    }

    private List<String> end() throws InterruptedException {
      stopped.set(true);
      thread.join();
      return sold;
    }

    @Override
    public void close() {
      stopped.set(true);
    }
  }

  private boolean isOneState() {
    var all = statuses();
    return all.stream().map(Status::index).distinct().count() == 1
        && all.stream().map(Status::digest).distinct().count() == 1;
  }

  private static Set<String> reserved(PaxosNode<Version> node) throws Exception {
    var answer =
        node.read(
                new Consistency.Linearizable(),
                version -> {
                  var map = Objects.requireNonNull(version.office.ledger().seatMap(Fixtures.EVENT));
                  var plan = map.offer().plan();
                  return IntStream.range(0, plan.seatCount())
                      .filter(seat -> map.status(seat) == SeatStatus.RESERVED)
                      .mapToObj(seat -> plan.seat(seat).id().guid())
                      .collect(Collectors.toSet());
                })
            .get(10, TimeUnit.SECONDS);
    return ((Answer.Found<Set<String>>) answer).value();
  }

  /// What only the programs of a version know.
  static Stream<Arguments> versions() {
    var block = new BlockSeats(Fixtures.EVENT, Fixtures.seats("39-1"), "a pillar");
    var venue = Fixtures.venue(Fixtures.plan(Fixtures.planJson(1, 1, 10)));
    return Stream.of(
        Arguments.of(FormatLevel.SECOND, block),
        Arguments.of(FormatLevel.THIRD, venue),
        Arguments.of(FormatLevel.FOURTH, Fixtures.limitedEvent(10, 2)),
        Arguments.of(FormatLevel.FIFTH, Fixtures.holdBest(2, "B", true)),
        Arguments.of(
            FormatLevel.SIXTH,
            Fixtures.prices(Map.of("A", List.of(Fixtures.price("child", "20.00"))))),
        Arguments.of(FormatLevel.SEVENTH, Fixtures.join(2, "B")));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @Timeout(180)
  void seats_are_sold_while_replicas_are_upgraded_and_back_and_all_show_one_state(
      int newer, BookingCommand novelty) throws Exception {
    int older = newer - 1;
    found(older);
    try (var seller = new Seller()) {
      restart(1, newer);
      restart(2, newer);
      seller.rest();
      restart(1, older);
      restart(1, newer);
      seller.rest();
      assertThat(levels()).containsOnly(older);
      restart(3, newer);
      await(() -> levels().equals(List.of(newer, newer, newer)));
      restart(2, newer);
      assertThat(tell(novelty)).isInstanceOf(Outcome.Success.class);

      var sold = seller.end();
      assertThat(sold).hasSizeGreaterThan(50);
      assertThat(new HashSet<>(sold)).hasSameSizeAs(sold);
      await(this::isOneState);
      for (var node : nodes.values()) {
        assertThat(reserved(node)).containsAll(sold);
      }
    }
  }
}
