package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.VenueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The entries of the box office: the whole replicated state. Every change goes through this class
/// and its parts, so that the digest (the sum of the hashes of all entries) stays right and
/// listeners learn of it.
final class Ledger implements BoxOfficeView {

  static final int ENDED_HOLDS_MAX = 100_000;
  static final int CANCELLED_MAX = 100_000;

  private final Shelf<VenueId, Venue> venues = new Shelf<>(new VenueCodec());
  private final Shelf<EventId, Offer> offers = new Shelf<>(new OfferCodec());
  private final Shelf<Discount.Id, Discount> discounts = new Shelf<>(new DiscountCodec());
  private final Shelf<HoldId, Hold> holds = new Shelf<>(new HoldCodec());
  private final Bygone endedHolds = new Bygone(Kind.ENDED_HOLD, FormatLevel.FIRST, ENDED_HOLDS_MAX);
  private final Shelf<ReservationId, Reservation> reservations =
      new Shelf<>(new ReservationCodec());
  private final Bygone cancelled =
      new Bygone(Kind.CANCELLED_RESERVATION, FormatLevel.FIRST, CANCELLED_MAX);

  private final Deadlines deadlines = new Deadlines();
  private final SeatMaps seatMaps = new SeatMaps();
  private final List<Happening> happenings = new ArrayList<>();
  private final WaitingLists waitingLists =
      new WaitingLists(holds::contains, deadlines, seatMaps, happenings);
  private final Blocks blocks = new Blocks(seatMaps, waitingLists, happenings);

  private final Tickets tickets = new Tickets(happenings);

  private final Sections sections =
      new Sections(
          new Section<>(venues, BoxOffice.VENUES_MAX, venues::add),
          new Section<>(offers, BoxOffice.EVENTS_MAX, this::enter),
          new Section<>(discounts, BoxOffice.DISCOUNTS_MAX, discounts::add),
          new Section<>(holds, BoxOffice.SEATS_ON_SALE_MAX, this::enter),
          endedHolds.section(),
          new Section<>(reservations, BoxOffice.SEATS_ON_SALE_MAX + CANCELLED_MAX, this::enter),
          cancelled.section(),
          blocks.section(),
          waitingLists.parties(),
          waitingLists.ended(),
          waitingLists.callings(),
          tickets.keys(),
          tickets.admissions());

  /// May be read by any thread.
  private volatile int level = FormatLevel.FIRST;

  /// All that is needed to write a ledger to a snapshot. May be read by any thread.
  ///
  /// @param level the format level in force
  record Entries(int level, List<Shelf.Copy<?>> sections, long digest) {}

  @Override
  public List<Venue> venues(long after, int limit) {
    return venues.after(after, limit);
  }

  @Override
  public @Nullable Venue venue(VenueId id) {
    return venues.get(id);
  }

  void add(Venue venue) {
    venues.add(venue);
    happenings.add(new Happening.VenueCreated(venue));
  }

  @Override
  public List<Offer> offers(long after, int limit) {
    return offers.after(after, limit);
  }

  /// Any thread may call this.
  @Override
  public @Nullable Offer offer(EventId id) {
    return offers.get(id);
  }

  @Override
  public @Nullable SeatMap seatMap(EventId id) {
    return seatMaps.get(id);
  }

  void add(Offer offer) {
    enter(offer);
    happenings.add(new Happening.EventCreated(offer));
  }

  private void enter(Offer offer) {
    offers.add(offer);
    seatMaps.add(offer);
  }

  /// Replaces the offer of the same event.
  void change(Offer offer) {
    happenings.add(new Happening.EventChanged(offer, replace(offer)));
  }

  /// @return what is for sale now and was not before, or the other way round
  private Allocation replace(Offer offer) {
    var event = offer.id();
    offers.replace(offer);
    waitingLists.noteFreed(event);
    return seatMaps.change(offer, seat -> blocks.contains(new Block.Id(event, seat)));
  }

  /// Cancels an event: nobody waits for it any more, its holds end, and its reservations are
  /// cancelled.
  void cancel(Offer offer) {
    List.copyOf(waitingLists.waiting(offer.id())).forEach(waitingLists::leave);
    holds.all().filter(hold -> hold.eventId().equals(offer.id())).forEach(this::release);
    reservations
        .all()
        .filter(reservation -> reservation.eventId().equals(offer.id()))
        .filter(reservation -> !reservation.cancelled())
        .forEach(this::annul);
    var cancelled = offer.cancelled();
    replace(cancelled);
    happenings.add(new Happening.EventCancelled(cancelled));
  }

  void add(Discount discount) {
    discounts.add(discount);
    happenings.add(new Happening.DiscountCreated(discount));
  }

  /// Any thread may call this.
  @Override
  public @Nullable Discount discount(Discount.Id id) {
    return discounts.get(id);
  }

  @Override
  public List<Discount> discounts(EventId event, long after, int limit) {
    return discounts.after(after, BoxOffice.DISCOUNTS_MAX).stream()
        .filter(discount -> discount.eventId().equals(event))
        .limit(limit)
        .toList();
  }

  @Override
  public @Nullable Hold hold(HoldId id) {
    return holds.get(id);
  }

  @Override
  public Optional<HoldEnd> end(HoldId id) {
    return Optional.ofNullable(endedHolds.get(id.secret()))
        .map(end -> end.fulfilled() ? HoldEnd.RESERVED : HoldEnd.OVER);
  }

  Deadlines deadlines() {
    return deadlines;
  }

  void add(Hold hold) {
    enter(hold);
    happenings.add(new Happening.Held(hold));
  }

  private void enter(Hold hold) {
    holds.checkNew(hold);
    seatMaps.change(hold.eventId(), hold.allocation(), SeatStatus.FREE, SeatStatus.HELD);
    holds.add(hold);
    seatMaps.count(hold, 1);
    deadlines.add(new Deadlines.Ending.OfHold(hold));
  }

  /// Lets a hold of the same seats and places end at another time.
  void replace(Hold hold, Hold changed) {
    holds.replace(changed);
    deadlines.remove(new Deadlines.Ending.OfHold(hold));
    deadlines.add(new Deadlines.Ending.OfHold(changed));
  }

  /// Ends a hold before its time: its seats are free again.
  void release(Hold hold) {
    free(hold);
    happenings.add(new Happening.Released(hold));
  }

  /// Ends a hold that ran out: its seats are free again.
  void expire(Hold hold) {
    free(hold);
    happenings.add(new Happening.Expired(hold));
  }

  private void free(Hold hold) {
    giveBack(hold.eventId(), hold.allocation(), SeatStatus.HELD);
    end(hold, false);
  }

  private void end(Hold hold, boolean fulfilled) {
    check(holds.remove(hold.id()), "a hold ends only once");
    waitingLists.end(hold, fulfilled);
    seatMaps.count(hold, -1);
    deadlines.remove(new Deadlines.Ending.OfHold(hold));
    endedHolds.add(hold.id().secret(), fulfilled && level >= FormatLevel.SECOND);
  }

  Blocks blocks() {
    return blocks;
  }

  @Override
  public @Nullable Reservation reservation(ReservationId id) {
    return reservations.get(id);
  }

  /// The reservation with this number; null if there is none, or it was forgotten.
  @Nullable Reservation reservation(long number) {
    return reservations.numbered(number);
  }

  @Override
  public ByEvent<Reservation> reservations() {
    return new ByEvent<>(reservations.copy(), Reservation::eventId);
  }

  @Override
  public Tickets tickets() {
    return tickets;
  }

  /// Reserves what is free.
  void add(Reservation reservation) {
    enter(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// Reserves what a hold is for, and ends it.
  void add(Reservation reservation, Hold from) {
    reservations.checkNew(reservation);
    seatMaps.change(from.eventId(), from.allocation(), SeatStatus.HELD, SeatStatus.RESERVED);
    end(from, true);
    put(reservation);
    happenings.add(new Happening.Reserved(reservation));
  }

  /// Adds a reservation that was read or made and, unless it is cancelled, takes its seats.
  private void enter(Reservation reservation) {
    reservations.checkNew(reservation);
    if (!reservation.cancelled()) {
      var event = reservation.eventId();
      seatMaps.change(event, reservation.allocation(), SeatStatus.FREE, SeatStatus.RESERVED);
    }
    put(reservation);
  }

  private void put(Reservation reservation) {
    reservations.add(reservation);
    if (!reservation.cancelled()) {
      seatMaps.count(reservation, 1);
    }
  }

  /// What is true of an event as long as a reservation does not have its seats. Nobody else sees it
  /// so.
  <T> T without(Reservation reservation, Function<SeatMap, T> question) {
    var event = reservation.eventId();
    var seats = Allocation.ofSeats(reservation.allocation().seats());
    seatMaps.change(event, seats, SeatStatus.RESERVED, SeatStatus.FREE);
    try {
      return question.apply(seatMaps.of(event));
    } finally {
      seatMaps.change(event, seats, SeatStatus.FREE, SeatStatus.RESERVED);
    }
  }

  /// Gives a reservation other seats, which are free or its own.
  void exchange(Reservation reservation, Reservation changed) {
    var event = reservation.eventId();
    seatMaps.change(event, reservation.allocation(), SeatStatus.RESERVED, SeatStatus.FREE);
    seatMaps.change(event, changed.allocation(), SeatStatus.FREE, SeatStatus.RESERVED);
    seatMaps.settle(event, reservation.allocation());
    waitingLists.noteFreed(event);
    seatMaps.count(reservation, -1);
    seatMaps.count(changed, 1);
    reservations.replace(changed);
    if (!changed.allocation().hasSeatsOf(reservation.allocation())) {
      happenings.add(new Happening.Exchanged(changed, reservation));
    }
  }

  /// Notes how the payment for a reservation stands.
  void notePayment(Reservation changed) {
    reservations.replace(changed);
    happenings.add(new Happening.PaymentNoted(changed));
  }

  /// Puts another customer's name or address on a reservation.
  void changeCustomer(Reservation reservation, Reservation changed) {
    seatMaps.count(reservation, -1);
    seatMaps.count(changed, 1);
    reservations.replace(changed);
    waitingLists.noteFreed(reservation.eventId());
    happenings.add(new Happening.CustomerChanged(changed, reservation));
  }

  /// Cancels a reservation. Beyond [#CANCELLED_MAX], the one that was cancelled first is forgotten.
  void cancel(Reservation reservation) {
    annul(reservation);
    var forgotten = cancelled.add(reservation.id().secret(), false);
    if (forgotten != null) {
      reservations.remove(new ReservationId(forgotten));
    }
  }

  /// Cancels a reservation of an event that is cancelled: none is forgotten, since it makes no room
  /// for others.
  private void annul(Reservation reservation) {
    giveBack(reservation.eventId(), reservation.allocation(), SeatStatus.RESERVED);
    seatMaps.count(reservation, -1);
    reservations.replace(reservation.cancel());
    happenings.add(new Happening.Cancelled(reservation));
  }

  private void giveBack(EventId event, Allocation allocation, SeatStatus from) {
    seatMaps.change(event, allocation, from, SeatStatus.FREE);
    seatMaps.settle(event, allocation);
    waitingLists.noteFreed(event);
  }

  @Override
  public WaitingLists waitingLists() {
    return waitingLists;
  }

  /// Offers a party in a waiting list what this hold is for.
  void offer(Party party, Hold hold) {
    add(hold);
    waitingLists.noteOffer(party, hold);
  }

  /// How many entries of a kind there are.
  int count(Kind kind) {
    return sections.shelf(kind).size();
  }

  /// The number of the next entry of a kind.
  long nextNumber(Kind kind) {
    return sections.shelf(kind).nextNumber();
  }

  /// What happened since the last call, in order.
  List<Happening> takeHappenings() {
    var taken = List.copyOf(happenings);
    happenings.clear();
    return taken;
  }

  /// Discards what was not reported yet, and breaks off all feeds: no reader can continue from an
  /// earlier index.
  void breakOffFeeds() {
    happenings.clear();
    seatMaps.breakOffFeeds();
  }

  /// The sections that exist at the format level in force.
  List<Section<?>> sections() {
    return sections.at(level);
  }

  /// All entries as they are now. This is cheap even if there are many: entries are immutable, so
  /// the copy shares them.
  Entries copy() {
    var copies = sections().stream().<Shelf.Copy<?>>map(section -> section.shelf().copy());
    return new Entries(level, copies.toList(), digest());
  }

  /// Restores how many holds and reservations were ever made, including those that are gone. Only
  /// at [FormatLevel#FIRST] do these counters come after all sections.
  void restoreCounters(long holdsMade, long reservationsMade) {
    holds.restoreMade(holdsMade);
    reservations.restoreMade(reservationsMade);
  }

  int level() {
    return level;
  }

  /// Puts this format level in force.
  void rise(int level) {
    this.level = level;
    sections.rise(level);
  }

  long digest() {
    return sections.digest() + seatMaps.digest() + countersHash();
  }

  /// What [#digest] must return, computed from every entry. For tests.
  long digestFromScratch() {
    return sections.digestFromScratch() + seatMaps.digestFromScratch() + countersHash();
  }

  private long countersHash() {
    long made = new Mix(Kind.COUNTERS).number(holds.made()).number(reservations.made()).hash();
    long joined = level < PartyCodec.LEVEL ? 0 : waitingLists.countersHash();
    return made + endedHolds.countHash() + cancelled.countHash() + joined;
  }
}
