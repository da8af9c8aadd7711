package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.Customer;
import dev.parterre.reservation.boxoffice.Outcome.Joined;
import dev.parterre.reservation.boxoffice.Party;
import dev.parterre.reservation.boxoffice.PartyId;
import dev.parterre.reservation.catalog.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An entry of a waiting list, as the one who waits sees it.
///
/// @param categories those that suit; empty if any does
/// @param position how many entries come first, this one included; empty once there is an offer
record PartyView(
    String entryId,
    EventId eventId,
    int quantity,
    List<String> categories,
    Customer customer,
    Instant joinedAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Integer> position,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Chance> offer) {

  private static List<String> categories(Party party, BoxOfficeView view) {
    var all = Objects.requireNonNull(view.offer(party.eventId())).plan().categories();
    return party.categories().stream().map(it -> all.get(it).name()).toList();
  }

  /// Parties that follow one another, each with its number. To be called on the event loop.
  static List<Numbered> list(List<Party> parties, BoxOfficeView view) {
    var lists = view.waitingLists();
    int position =
        parties.stream().flatMap(it -> lists.position(it).stream()).findFirst().orElse(0);
    var views = new ArrayList<Numbered>();
    for (var party : parties) {
      var own = party.isOffered() ? Optional.<Integer>empty() : Optional.of(position++);
      views.add(new Numbered(party.number(), of(party, own, view)));
    }
    return views;
  }

  record Numbered(long number, PartyView view) {}

  /// A hold that is to be redeemed as any other.
  record Chance(String holdId, Instant expiresAt) {

    static Chance of(PartyId party, long untilMillis) {
      return new Chance(party.offer().toString(), Instant.ofEpochMilli(untilMillis));
    }
  }

  static PartyView of(JoinWaitingList command, Joined joined) {
    long until = joined.offeredUntilMillis();
    return new PartyView(
        joined.partyId().toString(),
        command.eventId(),
        command.quantity(),
        command.categories(),
        command.customer(),
        Instant.ofEpochMilli(joined.joinedAtMillis()),
        Optional.of(joined.position()),
        until == 0 ? Optional.empty() : Optional.of(Chance.of(joined.partyId(), until)));
  }

  /// To be called on the event loop.
  static PartyView of(Party party, BoxOfficeView view) {
    return of(party, view.waitingLists().position(party), view);
  }

  private static PartyView of(Party party, Optional<Integer> position, BoxOfficeView view) {
    var hold = Optional.ofNullable(view.hold(party.id().offer()));
    return new PartyView(
        party.id().toString(),
        party.eventId(),
        party.quantity(),
        categories(party, view),
        party.customer(),
        Instant.ofEpochMilli(party.joinedAtMillis()),
        position,
        hold.map(it -> Chance.of(party.id(), it.expiresAtMillis())));
  }
}
