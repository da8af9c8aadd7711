package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.BlockSeats;
import dev.parterre.reservation.boxoffice.BookingCommand.CancelEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.ChangeEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateDiscount;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateEvent;
import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.BookingCommand.Organising;
import dev.parterre.reservation.boxoffice.BookingCommand.UnblockSeats;
import dev.parterre.reservation.boxoffice.Discount.Reduction;
import dev.parterre.reservation.boxoffice.Outcome.Blocked;
import dev.parterre.reservation.boxoffice.Outcome.DiscountCreated;
import dev.parterre.reservation.boxoffice.Outcome.EventChanged;
import dev.parterre.reservation.boxoffice.Outcome.EventCreated;
import dev.parterre.reservation.boxoffice.Outcome.Invalid;
import dev.parterre.reservation.boxoffice.Outcome.LimitExceeded;
import dev.parterre.reservation.boxoffice.Outcome.Limited;
import dev.parterre.reservation.boxoffice.Outcome.Missing;
import dev.parterre.reservation.boxoffice.Outcome.NotFound;
import dev.parterre.reservation.boxoffice.Outcome.NotOnSale;
import dev.parterre.reservation.boxoffice.Outcome.Unblocked;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.boxoffice.SeatChoice.Chosen;
import dev.parterre.reservation.boxoffice.SeatChoice.Refused;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Decides what becomes of the organiser's commands: the rules for venues, events, discounts and
/// blocks.
final class Organiser {

  private static final String NO_VENUE = "There is no such venue.";
  private static final String PASSED = "This time has passed.";

  private final Ledger ledger;
  private final long nowMillis;

  /// @param nowMillis the replicated time, in milliseconds since the epoch
  Organiser(Ledger ledger, long nowMillis) {
    this.ledger = ledger;
    this.nowMillis = nowMillis;
  }

  Outcome decide(Organising command) {
    return switch (command) {
      case CreateVenue(var plan, _) -> createVenue(plan);
      case CreateEvent event -> createEvent(event);
      case ChangeEvent change -> change(change);
      case CancelEvent(var event) -> cancel(event);
      case CreateDiscount discount -> create(discount);
      case BlockSeats block -> block(block);
      case UnblockSeats unblock -> unblock(unblock);
    };
  }

  private Outcome createVenue(byte[] plan) {
    int venues = ledger.count(Kind.VENUE);
    if (venues == BoxOffice.VENUES_MAX) {
      return new LimitExceeded(Limited.VENUES, BoxOffice.VENUES_MAX);
    }
    var id = new VenueId(Integer.toString(venues + 1));
    var venue = Venue.of(id, plan);
    if (plansWeight() + venue.plan().weight() > BoxOffice.PLANS_WEIGHT_MAX) {
      return new LimitExceeded(Limited.PLANS_WEIGHT, BoxOffice.PLANS_WEIGHT_MAX);
    }
    ledger.add(venue);
    return new VenueCreated(id);
  }

  private long plansWeight() {
    return ledger.venues(0, BoxOffice.VENUES_MAX).stream()
        .mapToLong(it -> it.plan().weight())
        .sum();
  }

  private long seatsOnSale() {
    return ledger.offers(0, BoxOffice.EVENTS_MAX).stream()
        .mapToLong(it -> it.plan().capacity())
        .sum();
  }

  private Outcome createEvent(CreateEvent command) {
    var venue = ledger.venue(command.venueId());
    if (venue == null) {
      return new Invalid(List.of(new Fault("/venueId", NO_VENUE)));
    }
    int events = ledger.count(Kind.OFFER);
    if (events == BoxOffice.EVENTS_MAX) {
      return new LimitExceeded(Limited.EVENTS, BoxOffice.EVENTS_MAX);
    }
    if (seatsOnSale() + venue.plan().capacity() > BoxOffice.SEATS_ON_SALE_MAX) {
      return new LimitExceeded(Limited.SEATS_ON_SALE, BoxOffice.SEATS_ON_SALE_MAX);
    }
    var faults = new ArrayList<>(startFaults(command.terms()));
    faults.addAll(faults(command.terms(), venue.plan()));
    if (!faults.isEmpty()) {
      return new Invalid(faults);
    }
    var id = new EventId(Integer.toString(events + 1));
    var offer = Offer.of(command.event(id), venue.plan());
    if (offer.fares().all().size() > BoxOffice.FARES_MAX && ledger.level() >= ChangeEvent.LEVEL) {
      return new LimitExceeded(Limited.FARES, BoxOffice.FARES_MAX);
    }
    ledger.add(offer);
    return new EventCreated(id);
  }

  private List<Fault> faults(EventTerms terms, Plan plan) {
    var faults = new ArrayList<>(Prices.faults(terms.prices().keySet(), plan, ledger.level()));
    if (!terms.sale().isInOrder()) {
      faults.add(new Fault("/saleUntil", "The sale ends after it begins."));
    }
    terms
        .prices()
        .forEach(
            (category, tariff) -> {
              if (tariff.tickets().size() > Tariff.TYPES_MAX) {
                var detail = "A category has at most " + Tariff.TYPES_MAX + " ticket types.";
                faults.add(new Fault(Prices.pointer(category), detail));
              }
            });
    return faults;
  }

  /// By replicated time, so that it is decided only once: a retry under the same key gets the same
  /// answer even if the time has passed since. After a restart of all replicas the replicated time
  /// may be behind the wall clock.
  private List<Fault> startFaults(EventTerms terms) {
    return ledger.level() >= FormatLevel.SECOND && terms.startsAt().toEpochMilli() <= nowMillis
        ? List.of(new Fault("/startsAt", PASSED))
        : List.of();
  }

  private Outcome change(ChangeEvent command) {
    var offer = ledger.offer(command.eventId());
    if (offer == null) {
      return new NotFound(Missing.EVENT);
    }
    if (offer.event().isCancelled()) {
      return new NotOnSale(offer.terms().saleFrom(), offer.terms().saleUntil(), true);
    }
    var changed = offer.with(command.change().of(offer.terms()));
    var faults = faults(changed.terms(), changed.plan());
    if (!changed.terms().startsAt().equals(offer.terms().startsAt())) {
      faults.addAll(startFaults(changed.terms()));
    }
    if (changed.terms().prices().isEmpty()) {
      faults.add(new Fault("/prices", "At least one price."));
    } else if (!changed.fares().haveOneCurrency()) {
      faults.add(new Fault("/prices", "The currency of an event does not change."));
    }
    if (!faults.isEmpty()) {
      return new Invalid(faults);
    }
    if (changed.fares().all().size() > BoxOffice.FARES_MAX) {
      return new LimitExceeded(Limited.FARES, BoxOffice.FARES_MAX);
    }
    ledger.change(changed);
    return changed(changed);
  }

  /// To cancel an event again succeeds and changes nothing.
  private Outcome cancel(EventId event) {
    var offer = ledger.offer(event);
    if (offer == null) {
      return new NotFound(Missing.EVENT);
    }
    if (!offer.event().isCancelled()) {
      ledger.cancel(offer);
    }
    return changed(offer.cancelled());
  }

  private static EventChanged changed(Offer offer) {
    return new EventChanged(
        offer.id(),
        offer.terms().withPrices(new TreeMap<>()),
        offer.fares().current(),
        offer.event().isCancelled());
  }

  private Outcome create(CreateDiscount command) {
    var offer = ledger.offer(command.eventId());
    if (offer == null) {
      return new NotFound(Missing.EVENT);
    }
    if (ledger.count(Kind.DISCOUNT) == BoxOffice.DISCOUNTS_MAX) {
      return new LimitExceeded(Limited.DISCOUNTS, BoxOffice.DISCOUNTS_MAX);
    }
    var terms = command.terms();
    var faults = new ArrayList<Fault>();
    if (ledger.discount(new Discount.Id(offer.id(), command.code())) != null) {
      faults.add(new Fault("/code", "The event has this code already."));
    }
    if (terms.reduction() instanceof Reduction.Amount(var amount)
        && !amount.currency().equals(offer.currency())) {
      faults.add(new Fault("/amount/currency", "The event's prices have another currency."));
    }
    if (!faults.isEmpty()) {
      return new Invalid(faults);
    }
    long number = ledger.nextNumber(Kind.DISCOUNT);
    ledger.add(new Discount(offer.id(), command.code(), terms, number));
    return new DiscountCreated();
  }

  private Outcome block(BlockSeats command) {
    return organise(
        command.eventId(),
        command.seats(),
        (map, seats) -> {
          ledger.blocks().block(map, seats, command.reason());
          return new Blocked(command.eventId(), seats);
        });
  }

  private Outcome unblock(UnblockSeats command) {
    return organise(
        command.eventId(),
        command.seats(),
        (map, seats) -> {
          ledger.blocks().unblock(map, seats);
          return new Unblocked();
        });
  }

  /// Blocks or unblocks seats, unless one of them is held or reserved.
  private Outcome organise(
      EventId event, List<SeatId> ids, BiFunction<SeatMap, int[], Outcome> deed) {
    var map = ledger.seatMap(event);
    if (map == null) {
      return new NotFound(Missing.EVENT);
    }
    return switch (SeatChoice.ofNobody(ids, map)) {
      case Refused(var refusal) -> refusal;
      case Chosen(var allocation) -> deed.apply(map, allocation.seats());
    };
  }
}
