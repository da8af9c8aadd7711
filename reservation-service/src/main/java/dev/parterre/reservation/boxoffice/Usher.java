package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Allocation.Places;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.Waiting;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Left;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.Tariff;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Offers what becomes free of an event to those who wait for it: the rules of waiting lists. First
/// come, first served; but who does not fit into what is free is passed over, and keeps the place
/// in the list.
final class Usher {

  /// How long an offer lasts, unless the event says otherwise.
  static final int OFFER_SECONDS = 3_600;

  /// So many offers are made at once; others wait on the event loop meanwhile.
  static final int OFFERS_MAX = 16;

  static final long PAUSE_MILLIS = 100;

  private final Ledger ledger;
  private final WaitingLists lists;
  private final long nowMillis;

  /// @param nowMillis the replicated time, in milliseconds since the epoch
  Usher(Ledger ledger, long nowMillis) {
    this.ledger = ledger;
    this.nowMillis = nowMillis;
    lists = ledger.waitingLists();
  }

  Outcome decide(Waiting command) {
    return switch (command) {
      case JoinWaitingList join -> join(join);
      case LeaveWaitingList(var party) -> leave(party);
    };
  }

  /// Who joins while something that fits is free is offered it at once, for as long as any hold
  /// lasts.
  private Outcome join(JoinWaitingList command) {
    var map = ledger.seatMap(command.eventId());
    if (map == null) {
      return new NotFound(Missing.EVENT);
    }
    return refusal(command, map)
        .orElseGet(
            () -> {
              long number = ledger.nextNumber(Kind.PARTY);
              var party = command.party(number, nowMillis);
              lists.join(party);
              int position = lists.position(party).orElseThrow();
              int seconds = map.offer().terms().holdSeconds();
              boolean isOffered =
                  !lists.isCalled(command.eventId())
                      && offer(party, map, new Vacancies(map), seconds);
              long untilMillis = isOffered ? endOfHold(seconds) : 0;
              return new Joined(party.id(), position, nowMillis, untilMillis);
            });
  }

  private Optional<Outcome> refusal(JoinWaitingList command, SeatMap map) {
    var notOnSale = Clerk.notOnSale(map.offer(), nowMillis);
    if (notOnSale.isPresent()) {
      return notOnSale;
    }
    var faults = faults(command.categories(), map.offer());
    if (!faults.isEmpty()) {
      return Optional.of(new Invalid(faults));
    }
    var terms = map.offer().terms();
    var tallies = map.tallies();
    if (tallies.waiting(command.customer()) + command.quantity() > terms.maxSeats()) {
      return Optional.of(new LimitExceeded(Limited.SEATS_OF_A_CUSTOMER, terms.maxSeats()));
    }
    int open = tallies.holds(command.client()) + tallies.parties(command.client());
    if (terms.maxHolds().isPresent() && open >= terms.maxHolds().getAsInt()) {
      return Optional.of(new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, terms.maxHolds().getAsInt()));
    }
    boolean isFull =
        ledger.count(Kind.PARTY) == BoxOffice.PARTIES_MAX
            || lists.waiting(command.eventId()).size() == BoxOffice.WAITING_LIST_MAX;
    return isFull
        ? Optional.of(new LimitExceeded(Limited.WAITING_LIST, BoxOffice.WAITING_LIST_MAX))
        : Optional.empty();
  }

  private static List<Fault> faults(List<String> categories, Offer offer) {
    return IntStream.range(0, categories.size())
        .filter(at -> !offer.sells(categories.get(at)))
        .mapToObj(at -> new Fault("/categories/" + at, "The event sells nothing of this category."))
        .toList();
  }

  /// What the party was offered can be had by others.
  private Outcome leave(PartyId id) {
    var party = lists.party(id);
    if (party == null) {
      return lists.isFulfilled(id).<Outcome>map(PartyOver::new).orElse(new NotFound(Missing.PARTY));
    }
    if (party.isOffered()) {
      ledger.release(Objects.requireNonNull(ledger.hold(id.offer())));
    } else {
      lists.leave(party);
    }
    return new Left();
  }

  /// Goes through the waiting lists of the events of which something became free.
  void serve() {
    lists.takeFreed().forEach(this::serve);
  }

  private void serve(EventId event) {
    var map = Objects.requireNonNull(ledger.seatMap(event));
    lists.call(event, OptionalLong.empty());
    var offer = map.offer();
    if (Clerk.notOnSale(offer, nowMillis).isPresent()) {
      offer.terms().saleFrom().stream()
          .mapToLong(from -> from.toEpochMilli())
          .filter(from -> from > nowMillis && !offer.event().isCancelled())
          .forEach(from -> lists.call(event, OptionalLong.of(from)));
      return;
    }
    var vacancies = new Vacancies(map);
    int seconds = offer.terms().offerSeconds().orElse(OFFER_SECONDS);
    int offers = 0;
    for (var party : List.copyOf(lists.waiting(event))) {
      if (offers == OFFERS_MAX) {
        lists.call(event, OptionalLong.of(nowMillis + PAUSE_MILLIS));
        return;
      }
      if (vacancies.areNone()) {
        return;
      }
      if (offer(party, map, vacancies, seconds)) {
        offers++;
      }
    }
  }

  /// @return false if nothing is free that fits the party
  private boolean offer(Party party, SeatMap map, Vacancies vacancies, int seconds) {
    var terms = map.offer().terms();
    if (party.quantity() > terms.maxSeats()) {
      return false;
    }
    var found = vacancies.find(party);
    found.ifPresent(
        allocation -> {
          long number = ledger.nextNumber(Kind.HOLD);
          var hold =
              new Hold(
                  party.id().offer(),
                  party.eventId(),
                  allocation,
                  party.client(),
                  seconds,
                  0,
                  endOfHold(seconds),
                  number);
          ledger.offer(party, hold);
          vacancies.take(allocation);
        });
    return found.isPresent();
  }

  private long endOfHold(int seconds) {
    return Clerk.endOfHold(seconds, nowMillis);
  }

  /// What is free of an event, counted, so that few searches are in vain.
  private static final class Vacancies {

    private final SeatMap map;
    private final Offer offer;
    private final Plan plan;

    /// By category: seats that anybody may have.
    private final int[] seats;

    private int left;

    Vacancies(SeatMap map) {
      this.map = map;
      offer = map.offer();
      plan = offer.plan();
      seats = new int[plan.categories().size()];
      var special = new BitSet();
      special.or(plan.seatsWith(Plan.ACCESSIBLE));
      special.or(plan.seatsWith(Plan.COMPANION));
      for (int seat = 0; seat < plan.seatCount(); seat++) {
        if (!map.isTaken(seat) && !special.get(seat)) {
          seats[plan.categoryOf(seat)]++;
        }
      }
      left = IntStream.of(seats).sum() + IntStream.of(map.freePlaces()).sum();
    }

    boolean areNone() {
      return left == 0;
    }

    void take(Allocation allocation) {
      for (int seat : allocation.seats()) {
        seats[plan.categoryOf(seat)]--;
      }
      left -= allocation.count();
    }

    /// Seats side by side; otherwise places; otherwise seats that are as close as can be. Of each,
    /// those of the category that the party likes best.
    Optional<Allocation> find(Party party) {
      if (party.quantity() > left) {
        return Optional.empty();
      }
      var choices = choices(party.categories());
      return choices.stream()
          .flatMap(category -> seats(party, category, true).stream())
          .findFirst()
          .or(() -> places(party))
          .or(
              () ->
                  choices.stream()
                      .flatMap(category -> seats(party, category, false).stream())
                      .findFirst());
    }

    private static List<Optional<String>> choices(List<String> categories) {
      var choices = new ArrayList<Optional<String>>();
      categories.forEach(category -> choices.add(Optional.of(category)));
      return choices.isEmpty() ? List.of(Optional.empty()) : choices;
    }

    private Optional<Allocation> seats(Party party, Optional<String> category, boolean adjacent) {
      int free =
          category.map(it -> seats[plan.indexOfCategory(it)]).orElse(IntStream.of(seats).sum());
      if (party.quantity() > free) {
        return Optional.empty();
      }
      return BestSeats.find(new Wanted.Best(party.quantity(), category, adjacent, 0), map)
          .map(
              seats ->
                  allocation(seats, List.of(), TicketChoice.fares(seats, Tariff.NO_TYPE, offer)));
    }

    private Optional<Allocation> places(Party party) {
      var categories = party.categories();
      return IntStream.range(0, plan.areas().size())
          .filter(area -> map.free(area) >= party.quantity())
          .filter(
              area ->
                  categories.isEmpty() || categories.contains(plan.areas().get(area).category()))
          .mapToObj(area -> allocation(area, party.quantity()))
          .findFirst();
    }

    private Allocation allocation(int area, int quantity) {
      int fare = offer.fares().of(plan.areas().get(area).category(), Tariff.NO_TYPE);
      return allocation(new int[0], List.of(new Places(area, quantity)), new int[] {fare});
    }

    private Allocation allocation(int[] seats, List<Places> places, int[] fares) {
      return Allocation.of(offer, seats, places, fares, Wanted.NO_CODE);
    }
  }
}
