package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Admission.Entrance;
import dev.parterre.reservation.catalog.EventId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The keys of tickets, and who was let in with one: a part of the [Ledger]. For the event loop
/// only, except for [#key].
public final class Tickets {

  private final Shelf<TicketKey.Id, TicketKey> keys = new Shelf<>(new TicketKeyCodec());
  private final Shelf<TicketId, Admission> admissions = new Shelf<>(new AdmissionCodec());
  private final List<Happening> happenings;

  /// @param happenings to which what happens is added
  Tickets(List<Happening> happenings) {
    this.happenings = happenings;
  }

  Section<TicketKey> keys() {
    return new Section<>(keys, BoxOffice.EVENTS_MAX * TicketKey.KEYS_MAX, keys::add);
  }

  Section<Admission> admissions() {
    return new Section<>(admissions, BoxOffice.ADMISSIONS_MAX, admissions::add);
  }

  /// Any thread may call this.
  @Nullable TicketKey key(TicketKey.Id id) {
    return keys.get(id);
  }

  /// How many keys an event ever had.
  int versions(EventId event) {
    int version = 0;
    while (keys.contains(new TicketKey.Id(event, version + 1))) {
      version++;
    }
    return version;
  }

  /// Whether an event has had as many keys as it may have.
  public boolean hasAllKeys(EventId event) {
    return versions(event) == TicketKey.KEYS_MAX;
  }

  /// Those of an event that were not revoked, the newest last: with that one, tickets are signed.
  public List<TicketKey> valid(EventId event) {
    return IntStream.rangeClosed(1, versions(event))
        .mapToObj(version -> Objects.requireNonNull(key(new TicketKey.Id(event, version))))
        .filter(key -> !key.isRevoked())
        .toList();
  }

  /// The key with which the event's tickets are signed; empty if it has none.
  Optional<TicketKey> current(EventId event) {
    var valid = valid(event);
    return valid.isEmpty() ? Optional.empty() : Optional.of(valid.getLast());
  }

  TicketKey mint(EventId event, SecretId seed) {
    var id = new TicketKey.Id(event, versions(event) + 1);
    var key = new TicketKey(id, seed, false, keys.nextNumber());
    keys.add(key);
    return key;
  }

  void revoke(TicketKey key) {
    keys.replace(key.revoked());
  }

  public @Nullable Admission admission(TicketId ticket) {
    return admissions.get(ticket);
  }

  /// All of them, which any thread may go through afterwards.
  public ByEvent<Admission> allAdmissions() {
    return new ByEvent<>(admissions.copy(), Admission::eventId);
  }

  /// Lets somebody in with a ticket, perhaps once more. The same entrance counts once: a scanner
  /// may say it again when it is not known any more that it has said it.
  void admit(EventId event, TicketId ticket, Entrance entrance) {
    var before = admissions.get(ticket);
    if (before == null) {
      var first = new Admission(event, ticket, entrance, List.of(), admissions.nextNumber());
      admissions.add(first);
      happenings.add(new Happening.Admitted(first));
    } else if (!before.has(entrance) && before.again().size() < Admission.AGAIN_MAX) {
      var more = before.and(entrance);
      admissions.replace(more);
      happenings.add(new Happening.Admitted(more));
    }
  }
}
