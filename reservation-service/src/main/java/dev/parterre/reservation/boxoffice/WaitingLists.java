package dev.parterre.reservation.boxoffice;

import static dev.parterre.reservation.boxoffice.Invariant.check;

import dev.parterre.reservation.catalog.EventId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
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

  private final Map<EventId, OfEvent> lists = new HashMap<>();
  private final Map<HoldId, Party> offered = new HashMap<>();

  private final Predicate<HoldId> isOpen;
  private final Deadlines deadlines;
  private final SeatMaps seatMaps;
  private final List<Happening> happenings;

  /// Events that have a waiting list, and of which something is free that was not before.
  private final Set<EventId> freed = new LinkedHashSet<>();

  /// The parties of one event, by their numbers.
  private static final class OfEvent {

    private final NavigableMap<Long, Party> all = new TreeMap<>();

    /// Those that have not been offered anything.
    private final NavigableMap<Long, Party> waiting = new TreeMap<>();

    /// The numbers of those that wait; null if they are not known any more.
    private long @Nullable [] numbers;

    void put(Party party) {
      all.put(party.number(), party);
      waiting.remove(party.number());
      if (!party.isOffered()) {
        waiting.put(party.number(), party);
      }
      numbers = null;
    }

    void remove(Party party) {
      all.remove(party.number());
      waiting.remove(party.number());
      numbers = null;
    }

    /// Counted from 1.
    int position(Party party) {
      if (numbers == null) {
        numbers = waiting.keySet().stream().mapToLong(it -> it).toArray();
      }
      return Arrays.binarySearch(numbers, party.number()) + 1;
    }
  }

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
    var list = lists.get(event);
    return list == null ? List.of() : list.waiting.values();
  }

  /// How many parties come before this one, itself included; empty if it does not wait any more.
  public Optional<Integer> position(Party party) {
    var list = lists.get(party.eventId());
    return party.isOffered() || list == null ? Optional.empty() : Optional.of(list.position(party));
  }

  /// At most `limit` of an event, whether they wait or have an offer, in the order of their
  /// numbers, from the one after this.
  public List<Party> of(EventId event, long after, int limit) {
    var list = lists.get(event);
    return list == null
        ? List.of()
        : list.all.tailMap(after, false).values().stream().limit(limit).toList();
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
    lists.computeIfAbsent(party.eventId(), _ -> new OfEvent()).put(party);
    if (party.isOffered()) {
      offered.put(party.id().offer(), party);
    }
  }

  /// The party does not wait any more, but has been offered this hold.
  void noteOffer(Party party, Hold hold) {
    seatMaps.count(party, -1);
    parties.replace(party.offered());
    index(party.offered());
    settle(party.eventId());
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
    var list = Objects.requireNonNull(lists.get(party.eventId()));
    list.remove(party);
    if (list.all.isEmpty()) {
      lists.remove(party.eventId());
    }
    settle(party.eventId());
  }

  /// A list in which nobody waits need not be gone through.
  private void settle(EventId event) {
    if (waiting(event).isEmpty()) {
      call(event, OptionalLong.empty());
    }
  }

  /// Has the waiting list of an event gone through at this time, and not at the one that was set
  /// before.
  ///
  /// @param atMillis empty if it is not to be; as little as if nobody waits
  void call(EventId event, OptionalLong atMillis) {
    var before = callings.get(event);
    if (before != null) {
      callings.remove(event);
      deadlines.remove(new Deadlines.Ending.OfCalling(before));
    }
    if (atMillis.isPresent() && !waiting(event).isEmpty()) {
      enter(new Calling(event, atMillis.getAsLong(), callings.nextNumber()));
    }
  }

  /// Whether the waiting list of an event is to be gone through by this time.
  boolean isCalledBy(EventId event, long millis) {
    var calling = callings.get(event);
    return calling != null && calling.atMillis() <= millis;
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
    if (!waiting(event).isEmpty()) {
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
