package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.StateMachine;
import dev.parterre.reservation.boxoffice.Deadlines.Ending;
import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The state machine of the box office. Every replica applies the same commands in the same order
/// and reaches the same state, in which no seat has two owners.
public final class BoxOffice implements StateMachine {

  static final int VENUES_MAX = 1_000;
  static final int PLANS_WEIGHT_MAX = 64 << 20;
  static final int EVENTS_MAX = 5_000;
  static final int SEATS_ON_SALE_MAX = 5_000_000;
  static final int DISCOUNTS_MAX = 100_000;

  static final int PARTIES_MAX = 100_000;

  static final int ADMISSIONS_MAX = SEATS_ON_SALE_MAX;

  /// How many parties may wait for one event.
  static final int WAITING_LIST_MAX = 10_000;

  /// How many fares an event may have in all its time.
  static final int FARES_MAX = 1_000;

  public static final int HOLD_SECONDS_MIN = 5;

  /// How long a hold lasts at most while its payment is made.
  public static final int PAYMENT_SECONDS_MAX = 1_800;

  /// Also read by the thread that prepares a restored state.
  private volatile Ledger ledger = new Ledger();

  private final List<Happening.Listener> listeners = new ArrayList<>();
  private long nowMillis;

  /// @param others listeners that are called after the one for the feeds of the seats
  BoxOffice(Happening.Listener... others) {
    listeners.add(new SeatFeeds(this::view));
    listeners.addAll(List.of(others));
  }

  public BoxOffice() {
    this(new Happening.Listener[0]);
  }

  @Override
  public byte[] apply(long index, byte[] command) {
    var outcome = new Clerk(ledger, nowMillis).decide(CommandCodec.decode(command));
    new Usher(ledger, nowMillis).serve();
    publish(index);
    return OutcomeCodec.encode(outcome);
  }

  /// Ends the holds that are due, so that the next command can have what they were for.
  @Override
  public void advance(long index, long timeMillis) {
    nowMillis = timeMillis;
    var deadlines = ledger.deadlines();
    for (var due = deadlines.due(nowMillis); due != null; due = deadlines.due(nowMillis)) {
      switch (due) {
        case Ending.OfHold(var hold) -> ledger.expire(hold);
        case Ending.OfCalling(var calling) -> ledger.waitingLists().answer(calling);
      }
    }
    new Usher(ledger, nowMillis).serve();
    publish(index);
  }

  private void publish(long index) {
    var happenings = ledger.takeHappenings();
    if (!happenings.isEmpty()) {
      listeners.forEach(listener -> listener.happened(index, happenings));
    }
  }

  @Override
  public void level(int level) {
    if (level > ledger.level()) {
      ledger.rise(level);
    }
  }

  @Override
  public OptionalLong nextDueMillis() {
    return ledger.deadlines().nextMillis();
  }

  @Override
  public long digest() {
    return ledger.digest();
  }

  @Override
  public Capture capture() {
    var entries = ledger.copy();
    long millis = nowMillis;
    return out -> StateWriter.write(out, entries, millis);
  }

  /// Atomic: if the new state cannot be read, the present one stays. Readers of a feed are cut off,
  /// and get the new state when they reconnect.
  @Override
  public void restore(InputStream in) throws IOException {
    prepare(in).takePlace();
  }

  @Override
  public Successor prepare(InputStream in) throws IOException {
    var restored = StateReader.read(in, ledger);
    return () -> {
      ledger.breakOffFeeds();
      ledger = restored.ledger();
      ledger.breakOffFeeds();
      nowMillis = restored.nowMillis();
    };
  }

  /// For queries, which run on the event loop between commands.
  public BoxOfficeView view() {
    return ledger;
  }

  /// The event with this id; null if its creation has not been applied here. Any thread may call
  /// this.
  public @Nullable Offer offer(EventId id) {
    return ledger.offer(id);
  }

  /// The event as it was after this change. Any thread may call this.
  public Event event(Outcome.EventChanged changed) {
    var offer = known(changed.eventId());
    var terms = changed.terms().withPrices(offer.fares().prices(changed.fares()));
    return offer
        .event()
        .with(terms)
        .with(changed.isCancelled() ? EventStatus.CANCELLED : EventStatus.SCHEDULED);
  }

  /// What a hold or a reservation costs whose event is applied here. Any thread may call this.
  public Bill bill(EventId event, Allocation allocation) {
    return Bill.of(event, allocation, ledger);
  }

  private Offer known(EventId event) {
    return Objects.requireNonNull(offer(event), () -> "no event " + event + " is applied here");
  }

  /// A key of tickets; null if its making has not been applied here. Any thread may call this.
  public @Nullable TicketKey ticketKey(TicketKey.Id id) {
    return ledger.tickets().key(id);
  }

  /// The format level in force on this replica. Any thread may call this.
  public int level() {
    return ledger.level();
  }

  Ledger ledger() {
    return ledger;
  }
}
