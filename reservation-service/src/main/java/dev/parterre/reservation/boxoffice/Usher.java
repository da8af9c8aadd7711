package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.LeaveWaitingList;
import dev.parterre.reservation.boxoffice.BookingCommand.Waiting;
import dev.parterre.reservation.boxoffice.Outcome.InvalidCategories;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Outcome.Left;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.PartyOver;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventTerms;
import java.time.Instant;
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

  /// So many searches for seats, and so many events, are gone through in one turn; the event loop
  /// has other things to do. A search takes up to 2 ms in an arena of 54,000 seats.
  static final int SEARCHES_MAX = 16;

  static final int EVENTS_MAX = 16;

  /// So many leave at once when their event starts.
  static final int LEAVING_MAX = 1_000;

  /// From one turn to the next.
  static final long PAUSE_MILLIS = 20;

  private final Ledger ledger;
  private final WaitingLists lists;
  private final long nowMillis;
  private int searches;
  private int events;

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
  /// lasts; unless others who wait are about to be offered it.
  private Outcome join(JoinWaitingList command) {
    var map = ledger.seatMap(command.eventId());
    if (map == null) {
      return new NotFound(Missing.EVENT);
    }
    var refusal = refusal(command, map);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var terms = map.offer().terms();
    var party = command.party(map.offer().plan(), ledger.nextNumber(Kind.PARTY), nowMillis);
    lists.join(party);
    int position = lists.position(party).orElseThrow();
    if (!lists.isCalledBy(party.eventId(), Long.MAX_VALUE)) {
      lists.call(party.eventId(), OptionalLong.of(terms.startsAt().toEpochMilli()));
    }
    int seconds = secondsLeft(terms, terms.holdSeconds());
    boolean isOffered =
        !lists.isCalledBy(party.eventId(), nowMillis + PAUSE_MILLIS)
            && offer(party, map, new Vacancies(map), seconds);
    return new Joined(party.id(), position, nowMillis, isOffered ? endOfHold(seconds) : 0);
  }

  private Optional<Outcome> refusal(JoinWaitingList command, SeatMap map) {
    var notOnSale = Clerk.notOnSale(map.offer(), nowMillis);
    if (notOnSale.isPresent()) {
      return notOnSale;
    }
    var terms = map.offer().terms();
    if (terms.startsAt().toEpochMilli() <= nowMillis) {
      return Optional.of(new NotOnSale(terms.saleFrom(), terms.saleUntil(), false));
    }
    int[] unknown = unknown(command.categories(), map.offer());
    if (unknown.length > 0) {
      return Optional.of(new InvalidCategories(unknown));
    }
    var tallies = map.tallies();
    if (tallies.waiting(command.customer()) + command.quantity() > terms.maxSeats()) {
      return Optional.of(new LimitExceeded(Limited.SEATS_WAITED_FOR, terms.maxSeats()));
    }
    if (Clerk.hasEnough(command.client(), map)) {
      return Optional.of(new LimitExceeded(Limited.HOLDS_OF_A_CLIENT, terms.maxHolds().getAsInt()));
    }
    if (ledger.count(Kind.PARTY) == BoxOffice.PARTIES_MAX) {
      return Optional.of(new LimitExceeded(Limited.WAITING_LISTS, BoxOffice.PARTIES_MAX));
    }
    return lists.waiting(command.eventId()).size() == BoxOffice.WAITING_LIST_MAX
        ? Optional.of(new LimitExceeded(Limited.WAITING_LIST, BoxOffice.WAITING_LIST_MAX))
        : Optional.empty();
  }

  /// The positions of those of which the event sells nothing.
  private static int[] unknown(List<String> categories, Offer offer) {
    return IntStream.range(0, categories.size())
        .filter(at -> !offer.sells(categories.get(at)))
        .toArray();
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

  /// Goes through the waiting lists of the events of which something became free, as far as one
  /// turn goes.
  void serve() {
    for (var event : lists.takeFreed()) {
      if (searches < SEARCHES_MAX && events < EVENTS_MAX) {
        events++;
        serve(event);
      } else {
        lists.call(event, OptionalLong.of(nowMillis + PAUSE_MILLIS));
      }
    }
  }

  /// Those who still wait when it starts wait no more.
  private void serve(EventId event) {
    var map = Objects.requireNonNull(ledger.seatMap(event));
    var terms = map.offer().terms();
    long startMillis = terms.startsAt().toEpochMilli();
    if (startMillis <= nowMillis) {
      lists.waiting(event).stream().limit(LEAVING_MAX).toList().forEach(lists::leave);
      lists.call(event, OptionalLong.of(nowMillis + PAUSE_MILLIS));
    } else if (Clerk.notOnSale(map.offer(), nowMillis).isPresent()) {
      long openingMillis =
          terms
              .saleFrom()
              .map(Instant::toEpochMilli)
              .filter(from -> from > nowMillis)
              .orElse(startMillis);
      lists.call(event, OptionalLong.of(Math.min(openingMillis, startMillis)));
    } else {
      boolean isDone = serve(map);
      lists.call(event, OptionalLong.of(isDone ? startMillis : nowMillis + PAUSE_MILLIS));
    }
  }

  /// @return false if somebody may fit whose turn did not come
  private boolean serve(SeatMap map) {
    var vacancies = new Vacancies(map);
    int before = searches;
    int seconds =
        secondsLeft(map.offer().terms(), map.offer().terms().offerSeconds().orElse(OFFER_SECONDS));
    boolean areOffers = false;
    for (var party : List.copyOf(lists.waiting(map.offer().id()))) {
      if (vacancies.areNone()) {
        return true;
      }
      if (searches >= SEARCHES_MAX) {
        return !areOffers;
      }
      areOffers |= offer(party, map, vacancies, seconds);
      searches = before + vacancies.searches();
    }
    return true;
  }

  /// What nobody can use any more is not kept for anybody.
  private int secondsLeft(EventTerms terms, int wanted) {
    long end = terms.startsAt().toEpochMilli();
    long until = terms.saleUntil().map(it -> Math.min(it.toEpochMilli(), end)).orElse(end);
    long left = (until - nowMillis) / 1_000;
    return (int) Math.max(BoxOffice.HOLD_SECONDS_MIN, Math.min(wanted, left));
  }

  /// @return false if nothing is free that fits the party, or it could not reserve it
  private boolean offer(Party party, SeatMap map, Vacancies vacancies, int seconds) {
    if (!vacancies.fits(party) || !couldReserve(party, map)) {
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
          vacancies.noteTaken(allocation);
        });
    return found.isPresent();
  }

  private static boolean couldReserve(Party party, SeatMap map) {
    int had = map.tallies().seats(party.customer());
    return had + party.quantity() <= map.offer().terms().maxSeats();
  }

  private long endOfHold(int seconds) {
    return Clerk.endOfHold(seconds, nowMillis);
  }
}
