package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The parties that wait for seats and places, event by event: a part of the [Ledger]. For the
/// event loop only.
public final class WaitingLists {

  static final int ENDED_MAX = 100_000;

  private final Shelf<PartyId, Party> parties = new Shelf<>(new PartyCodec());
  private final Bygone ended = new Bygone(Kind.ENDED_PARTY, PartyCodec.LEVEL, ENDED_MAX);
  private final Shelf<EventId, Calling> callings = new Shelf<>(new CallingCodec());

  /// Those that have not been offered anything, by their numbers.
  private final Map<EventId, NavigableMap<Long, Party>> waiting = new HashMap<>();

  private final Map<HoldId, Party> offered = new HashMap<>();

  private final Predicate<HoldId> isOpen;
  private final Deadlines deadlines;
  private final SeatMaps seatMaps;
  private final List<Happening> happenings;

  /// Events that have a waiting list, and of which something is free that was not before.
  private final Set<EventId> freed = new LinkedHashSet<>();

  /// @param isOpen whether there is a hold
  /// @param happenings to which what happens is added
  WaitingLists(
      Predicate<HoldId> isOpen,
      Deadlines deadlines,
      SeatMaps seatMaps,
      List<Happening> happenings) {
    this.isOpen = isOpen;
    this.deadlines = deadlines;
    this.seatMaps = seatMaps;
    this.happenings = happenings;
  }

  Section<Party> parties() {
    return new Section<>(parties, BoxOffice.PARTIES_MAX, this::enter);
  }

  /// When waiting lists are to be gone through.
  Section<Calling> callings() {
    return new Section<>(callings, BoxOffice.EVENTS_MAX, this::enter);
  }

  Section<Bygone.End> ended() {
    return ended.section();
  }

  public @Nullable Party party(PartyId id) {
    return parties.get(id);
  }

  /// Whether a party that has left reserved what it was offered; empty if it has not left, or is
  /// not one of the last 100,000 that did.
  public Optional<Boolean> isFulfilled(PartyId id) {
    return Optional.ofNullable(ended.get(id.secret())).map(Bygone.End::fulfilled);
  }

  /// Those of an event that have not been offered anything, in the order in which they joined: not
  /// a copy.
  Collection<Party> waiting(EventId event) {
    return ofEvent(event).values();
  }

  private NavigableMap<Long, Party> ofEvent(EventId event) {
    return waiting.getOrDefault(event, new TreeMap<>());
  }

  /// Whether a party of this event waits.
  boolean isWaitedFor(EventId event) {
    return waiting.containsKey(event);
  }

  /// How many parties come before this one, itself included; empty if it does not wait any more.
  ///
  /// The time it takes grows with the result.
  public Optional<Integer> position(Party party) {
    return party.isOffered()
        ? Optional.empty()
        : Optional.of(ofEvent(party.eventId()).headMap(party.number(), true).size());
  }

  /// At most `limit` of an event, whether they wait or have an offer, in the order of their
  /// numbers, from the one after this.
  public List<Party> of(EventId event, long after, int limit) {
    return parties.after(after, BoxOffice.PARTIES_MAX).stream()
        .filter(party -> party.eventId().equals(event))
        .limit(limit)
        .toList();
  }

  /// Whether a party was offered this hold.
  boolean isOffer(HoldId hold) {
    return offered.containsKey(hold);
  }

  void join(Party party) {
    enter(party);
    happenings.add(new Happening.PartyJoined(party));
  }

  private void enter(Party party) {
    check(party.isOffered() == isOpen.test(party.id().offer()), "who has an offer has a hold");
    parties.add(party);
    index(party);
    if (!party.isOffered()) {
      seatMaps.count(party, 1);
    }
  }

  private void index(Party party) {
    if (party.isOffered()) {
      offered.put(party.id().offer(), party);
    } else {
      waiting.computeIfAbsent(party.eventId(), _ -> new TreeMap<>()).put(party.number(), party);
    }
  }

  /// The party does not wait any more, but has been offered this hold.
  void noteOffer(Party party, Hold hold) {
    forget(party);
    seatMaps.count(party, -1);
    parties.replace(party.offered());
    index(party.offered());
    happenings.add(new Happening.PartyOffered(party, hold));
  }

  /// Ends the waiting of a party that has no offer.
  void leave(Party party) {
    seatMaps.count(party, -1);
    end(party, false);
  }

  /// Ends the waiting of the party that was offered this hold, if there is one.
  ///
  /// @param fulfilled whether it reserved what the hold is for
  void end(Hold hold, boolean fulfilled) {
    var party = offered.get(hold.id());
    if (party != null) {
      end(party, fulfilled);
    }
  }

  private void end(Party party, boolean fulfilled) {
    check(parties.remove(party.id()), "a party leaves only once");
    forget(party);
    ended.add(party.id().secret(), fulfilled);
    happenings.add(new Happening.PartyLeft(party, fulfilled));
  }

  private void forget(Party party) {
    offered.remove(party.id().offer());
    var others = ofEvent(party.eventId());
    others.remove(party.number());
    if (others.isEmpty()) {
      waiting.remove(party.eventId());
    }
  }

  /// Has the waiting list of an event gone through at this time, and not at the one that was set
  /// before.
  ///
  /// @param atMillis empty if it is not to be
  void call(EventId event, OptionalLong atMillis) {
    var before = callings.get(event);
    if (before != null) {
      callings.remove(event);
      deadlines.remove(new Deadlines.Ending.OfCalling(before));
    }
    atMillis.ifPresent(at -> enter(new Calling(event, at, callings.nextNumber())));
  }

  /// Whether the waiting list of an event is to be gone through at some time.
  boolean isCalled(EventId event) {
    return callings.contains(event);
  }

  /// Lets the list be gone through now.
  void answer(Calling calling) {
    call(calling.eventId(), OptionalLong.empty());
    noteFreed(calling.eventId());
  }

  private void enter(Calling calling) {
    callings.add(calling);
    deadlines.add(new Deadlines.Ending.OfCalling(calling));
  }

  /// The part of the digest that tells how many there ever were.
  long countersHash() {
    long made = new Mix(Kind.PARTY).number(parties.made()).number(callings.made()).hash();
    return made + ended.countHash();
  }

  /// Notes that something of an event is free.
  void noteFreed(EventId event) {
    if (isWaitedFor(event)) {
      freed.add(event);
    }
  }

  /// The events that were noted since the last call, in order.
  List<EventId> takeFreed() {
    var taken = new ArrayList<>(freed);
    freed.clear();
    return taken;
  }
}
