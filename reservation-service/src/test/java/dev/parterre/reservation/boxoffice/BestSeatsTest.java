package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.ReleaseHold;
import dev.parterre.reservation.boxoffice.Outcome.Held;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.OrphanSeats;
import dev.parterre.reservation.boxoffice.Outcome.SeatsTaken;
import dev.parterre.reservation.boxoffice.Wanted.Best;
import dev.parterre.reservation.catalog.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Seats that the box office chooses. Fixtures' plans have no stage, so the focal point is the
/// middle of the upper edge, at (500, 0); seat `r-s` is at (20 s, 20 r).
class BestSeatsTest {

  private static final int ROWS = 6;
  private static final int SEATS_PER_ROW = 12;

  private final Machine machine =
      Machine.selling(ROWS, SEATS_PER_ROW, Fixtures.event(10, true, "A", "B"));

  private Outcome hold(int quantity, String category, boolean adjacent) {
    return machine.tell(Fixtures.holdBest(quantity, category, adjacent));
  }

  private List<String> seats(Outcome outcome) {
    var offer = machine.seatMap().offer();
    return Arrays.stream(((Held) outcome).allocation().seats())
        .mapToObj(seat -> offer.seatId(seat).guid())
        .toList();
  }

  /// Takes these seats off sale, given as `row-from-to`.
  private void block(String... runs) {
    for (var run : runs) {
      var parts = Arrays.stream(run.split("-")).mapToInt(Integer::parseInt).toArray();
      var guids =
          IntStream.rangeClosed(parts[1], parts[2])
              .mapToObj(seat -> parts[0] + "-" + seat)
              .toArray(String[]::new);
      machine.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats(guids), ""));
    }
  }

  @Test
  void the_nearest_seats_side_by_side_are_held() {
    assertThat(seats(hold(2, "A", true))).containsExactly("0-10", "0-11");
    assertThat(seats(hold(2, "A", true))).containsExactly("1-10", "1-11");
    assertThat(machine.status("0-10")).isEqualTo(SeatStatus.HELD);
  }

  @Test
  void those_that_leave_no_single_seat_behind_come_first() {
    block("0-0-8");

    assertThat(seats(hold(2, "A", true))).containsExactly("1-10", "1-11");
    assertThat(seats(hold(3, "A", true))).containsExactly("0-9", "0-10", "0-11");
  }

  @Test
  void if_there_is_no_other_way_a_single_seat_is_left_behind() {
    block("0-0-8", "1-0-11", "2-0-11", "3-0-11", "4-0-11");

    assertThat(seats(hold(2, "A", true))).containsExactly("0-10", "0-11");
  }

  @Test
  void seats_are_of_the_category_or_of_any() {
    assertThat(seats(hold(2, "B", true))).containsExactly("5-10", "5-11");
    assertThat(seats(hold(1, "", true))).containsExactly("0-11");
  }

  @Test
  void a_category_that_is_not_sold_is_refused() {
    assertThat(hold(1, "C", true)).isInstanceOf(Invalid.class);
    var other = Machine.selling(2, 10, Fixtures.event(10, true, "A"));
    assertThat(other.tell(Fixtures.holdBest(1, "B", true))).isInstanceOf(Invalid.class);
  }

  @Test
  void no_more_than_the_event_allows_are_chosen() {
    assertThat(hold(11, "A", true)).isEqualTo(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, 10));
  }

  @Test
  void seats_that_are_not_side_by_side_are_close_together_if_that_is_wanted() {
    block("0-0-9", "1-0-9", "2-0-9", "3-0-9", "4-0-9", "5-0-9");

    assertThat(hold(4, "A", true)).isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of()));
    assertThat(seats(hold(4, "A", false))).containsExactly("0-10", "0-11", "1-10", "1-11");
    assertThat(seats(hold(6, "", false)))
        .containsExactly("2-10", "2-11", "3-10", "3-11", "4-10", "4-11");
  }

  /// Rows of seats that are free in threes; four of them are wanted.
  @Test
  void over_several_rows_single_seats_are_left_behind_only_where_the_search_finds_no_others() {
    block("0-3-11", "1-3-11", "2-0-11", "3-0-11", "4-0-11");

    var held = seats(hold(4, "A", false));

    assertThat(held).hasSize(4);
    var free = new ArrayList<>(List.of("0-0", "0-1", "0-2", "1-0", "1-1", "1-2"));
    free.removeAll(held);
    assertThat(String.join(" ", free)).isIn("0-0 0-1", "0-1 0-2", "1-0 1-1", "1-1 1-2");
  }

  @Test
  void there_may_be_none_left() {
    block("5-0-11");
    assertThat(hold(1, "B", false)).isEqualTo(new SeatsTaken(Fixtures.EVENT, List.of()));
    assertThat(machine.office.digest()).isEqualTo(machine.ledger().digestFromScratch());
  }

  /// A hall in which these seats have features: `{"0-0": ["accessible"]}`.
  private static Machine withFeatures(String features) {
    var plan =
        """
        {"plan": %s, "features": %s}
        """
            .formatted(Fixtures.planJson(ROWS, SEATS_PER_ROW), features);
    var special = new Machine();
    special.tell(Fixtures.venue(Fixtures.plan(plan)));
    special.tell(Fixtures.event(10, true, "A", "B"));
    return special;
  }

  private static List<String> seats(Machine machine, Best wanted) {
    var offer = machine.seatMap().offer();
    return machine.tell(Fixtures.holdBest(wanted)) instanceof Held held
        ? Arrays.stream(held.allocation().seats()).mapToObj(it -> offer.seatId(it).guid()).toList()
        : List.of();
  }

  @Test
  void accessible_seats_and_those_beside_them_are_chosen_only_if_wanted() {
    var special =
        withFeatures(
            """
            {"0-11": ["accessible"], "0-10": ["companion"], "3-4": ["accessible", "aisle"],
             "4-4": ["accessible"]}
            """);
    var any = Optional.<String>empty();

    assertThat(seats(special, new Best(2, any, true, 0))).containsExactly("1-10", "1-11");
    assertThat(seats(special, new Best(2, any, true, 1))).containsExactly("0-10", "0-11");
    assertThat(seats(special, new Best(2, any, true, 2))).isEmpty();
    assertThat(seats(special, new Best(4, any, false, 2)))
        .hasSize(4)
        .contains("3-4", "4-4")
        .doesNotContain("0-10", "0-11");
    assertThat(seats(special, new Best(1, any, false, 1))).isEmpty();
  }

  @Test
  void a_restricted_view_is_for_when_there_is_nothing_else() {
    var special =
        withFeatures(
            """
            {"5-11": ["restricted-view"], "5-10": ["aisle", "restricted-view"]}
            """);
    var ofB = Optional.of("B");

    assertThat(seats(special, new Best(2, ofB, true, 0))).containsExactly("5-8", "5-9");
    assertThat(seats(special, new Best(8, ofB, true, 0))).hasSize(8).contains("5-0", "5-7");
    assertThat(seats(special, new Best(2, ofB, true, 0))).containsExactly("5-10", "5-11");
  }

  @Test
  void the_focal_point_is_the_middle_of_the_stage() {
    var stage =
        """
        "areas": [{"shape": "rectangle", "position": {"x": 0, "y": 100}, "rotation": 90,
                   "rectangle": {"width": 60, "height": 20}, "text": {"text": "Grande scène", "position": {"x": 0, "y": 0}}}],
        "rows\"\
        """;
    var json = Fixtures.planJson(ROWS, SEATS_PER_ROW).replace("\"rows\"", stage);
    var other = new Machine();
    other.tell(Fixtures.venue(Fixtures.plan(json)));
    other.tell(Fixtures.event(10, true, "A", "B"));

    var held = (Held) other.tell(Fixtures.holdBest(1, "", true));

    // The rectangle is turned around its corner: from there its middle is at (-10, 30).
    assertThat(other.seatMap().offer().seatId(held.allocation().seats()[0]).guid())
        .isEqualTo("5-0");
  }

  /// The shape of a free run, how many are taken from its left, and whether that is refused while
  /// another row is free (`elsewhere`).
  @ParameterizedTest
  @CsvSource({
    "3, 2, true, true", "3, 2, false, false", "2, 1, true, true", "2, 1, false, false",
    "4, 2, false, false", "5, 2, false, false", "3, 1, false, false", "4, 3, true, true"
  })
  void single_seats_are_left_behind_only_if_as_many_cannot_be_had_otherwise(
      int free, int taken, boolean elsewhere, boolean refused) {
    var strict = Machine.selling(3, 10, Fixtures.event(10, false, "A", "B"));
    var blocked = new ArrayList<String>();
    IntStream.range(free, 10).forEach(seat -> blocked.add("0-" + seat));
    if (!elsewhere) {
      IntStream.range(0, 10).forEach(seat -> blocked.add("1-" + seat));
    }
    strict.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats(blocked.toArray(String[]::new)), ""));
    var wanted = IntStream.range(0, taken).mapToObj(seat -> "0-" + seat).toArray(String[]::new);

    var outcome = strict.tell(Fixtures.hold(wanted));

    assertThat(outcome).isInstanceOf(refused ? OrphanSeats.class : Held.class);
  }

  @Test
  void a_request_in_pieces_is_judged_by_each_of_them() {
    var strict = Machine.selling(5, 8, Fixtures.event(10, false, "A", "B"));

    assertThat(
            strict.tell(
                Fixtures.hold("0-0", "0-2", "0-4", "0-6", "1-0", "1-2", "1-4", "1-6", "2-0")))
        .isInstanceOf(OrphanSeats.class);
    assertThat(strict.tell(Fixtures.hold("0-1"))).isInstanceOf(OrphanSeats.class);
    assertThat(strict.tell(Fixtures.hold("0-0", "1-0", "2-3"))).isInstanceOf(Held.class);
  }

  /// A strict event in which only these seats of category A are free.
  private static Machine strict(String... free) {
    var strict = Machine.selling(5, 8, Fixtures.event(10, false, "A", "B"));
    var blocked =
        IntStream.range(0, 32)
            .mapToObj(seat -> seat / 8 + "-" + seat % 8)
            .filter(seat -> !List.of(free).contains(seat))
            .toArray(String[]::new);
    strict.tell(new BlockSeats(Fixtures.EVENT, Fixtures.seats(blocked), ""));
    return strict;
  }

  @Test
  void the_pieces_of_a_request_are_judged_one_after_the_other() {
    var pairs = strict("0-0", "0-1", "1-0", "1-1");
    assertThat(pairs.tell(Fixtures.hold("0-0", "1-0"))).isInstanceOf(OrphanSeats.class);
    assertThat(pairs.tell(Fixtures.hold("0-0"))).isInstanceOf(Held.class);
    assertThat(pairs.tell(Fixtures.hold("1-0"))).isInstanceOf(OrphanSeats.class);

    var five = strict("0-0", "0-1", "1-0", "1-1", "1-2");
    assertThat(five.tell(Fixtures.hold("0-0", "0-1", "1-0", "1-1"))).isInstanceOf(Held.class);

    var owner = strict("0-0", "0-1", "1-0", "1-1", "1-2");
    var own = Fixtures.reserve("0-0", "0-1");
    owner.tell(own);
    assertThat(
            owner.tell(
                new BookingCommand.ExchangeSeats(
                    own.reservationId(), Fixtures.seats("0-0", "0-1", "1-0", "1-1"))))
        .isInstanceOf(Outcome.ReservationChanged.class);
  }

  @Test
  void before_its_level_the_box_office_chooses_no_seats_and_makes_no_exception() {
    var older = new Machine(new BoxOffice(), FormatLevel.FOURTH);
    older.sell(1, 3, Fixtures.event(10, false, "B"));

    assertThatThrownBy(() -> older.tell(Fixtures.holdBest(1, "B", true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(older.tell(Fixtures.hold("0-0", "0-1"))).isInstanceOf(OrphanSeats.class);
    older.office.level(FormatLevel.FIFTH);
    assertThat(older.tell(Fixtures.hold("0-0", "0-1"))).isInstanceOf(Held.class);
  }

  /// Compares with a search that tries everything, on a hall that fills and empties; a replica that
  /// was restored in between comes to the same.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void it_finds_what_trying_everything_finds(long seed) throws IOException {
    var random = new Random(seed);
    var open = new ArrayList<HoldId>();
    var twin = new Machine();
    twin.restore(machine.state(), machine.index);
    for (int step = 0; step < 600; step++) {
      if (!open.isEmpty() && random.nextInt(100) < (step % 200 < 120 ? 20 : 70)) {
        var hold = open.remove(random.nextInt(open.size()));
        machine.tell(new ReleaseHold(hold));
        twin.tell(new ReleaseHold(hold));
      }
      var category = List.of("", "A", "B").get(random.nextInt(3));
      var command = Fixtures.holdBest(1 + random.nextInt(5), category, random.nextBoolean());
      var expected = tryEverything(command.wanted());

      var outcome = machine.tell(command);

      assertThat(OutcomeCodec.encode(twin.tell(command))).isEqualTo(OutcomeCodec.encode(outcome));
      if (expected.isPresent()) {
        assertThat(((Held) outcome).allocation().seats())
            .as("step %d, %s", step, command.wanted())
            .isEqualTo(expected.get());
      } else if (command.wanted().adjacent()) {
        assertThat(outcome).isInstanceOf(SeatsTaken.class);
      }
      if (outcome instanceof Held held) {
        open.add(held.holdId());
      }
      if (step % 50 == 0) {
        twin.restore(machine.state(), machine.index);
      }
    }
    assertThat(twin.office.digest()).isEqualTo(machine.office.digest());
  }

  /// The seats of the first two steps.
  private Optional<int[]> tryEverything(Best wanted) {
    var plan = machine.seatMap().offer().plan();
    var all =
        plan.rows().stream()
            .flatMap(row -> windows(row, wanted.quantity()))
            .filter(seats -> Arrays.stream(seats).allMatch(seat -> isFree(seat, wanted, plan)))
            .toList();
    var tidy = all.stream().filter(seats -> singlesLeftBy(seats, plan) == 0).toList();
    return (tidy.isEmpty() ? all : tidy)
        .stream().min(Comparator.comparingLong(seats -> distance(seats)));
  }

  /// By looking at every seat, before and after; as [Orphans#leftBy] says, too.
  private int singlesLeftBy(int[] seats, Plan plan) {
    IntPredicate before = machine.seatMap()::isTaken;
    IntPredicate after = it -> before.test(it) || IntStream.of(seats).anyMatch(seat -> seat == it);
    int[] singles =
        IntStream.range(0, plan.seatCount())
            .filter(it -> isSingle(it, after) && !isSingle(it, before))
            .toArray();
    if (Arrays.stream(seats).noneMatch(before)) {
      assertThat(Orphans.leftBy(seats, new int[0], plan, before)).isEqualTo(singles);
    }
    return singles.length;
  }

  private static boolean isSingle(int seat, IntPredicate taken) {
    int at = seat % SEATS_PER_ROW;
    return !taken.test(seat)
        && (at == 0 || taken.test(seat - 1))
        && (at == SEATS_PER_ROW - 1 || taken.test(seat + 1));
  }

  private boolean isFree(int seat, Best wanted, Plan plan) {
    var category = plan.seat(seat).category();
    return machine.seatMap().status(seat) == SeatStatus.FREE
        && wanted.category().orElse(category).equals(category);
  }

  private static Stream<int[]> windows(int[] row, int quantity) {
    return IntStream.rangeClosed(0, row.length - quantity)
        .mapToObj(from -> Arrays.copyOfRange(row, from, from + quantity));
  }

  private static long distance(int[] seats) {
    return Arrays.stream(seats)
        .mapToLong(
            seat -> {
              double x = seat % SEATS_PER_ROW * 20 - 500;
              double y = seat / SEATS_PER_ROW * 20;
              return Math.round(16 * Math.sqrt(x * x + y * y));
            })
        .sum();
  }
}
