package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.BookingCommand.JoinWaitingList;
import dev.parterre.reservation.catalog.EventId;
import java.util.Objects;

/// Writes and reads the parties in waiting lists.
final class PartyCodec implements EntryCodec<PartyId, Party> {

  /// The format level that added waiting lists.
  static final int LEVEL = FormatLevel.SEVENTH;

  @Override
  public Kind kind() {
    return Kind.PARTY;
  }

  @Override
  public int since() {
    return LEVEL;
  }

  @Override
  public PartyId id(Party party) {
    return party.id();
  }

  @Override
  public long number(Party party) {
    return party.number();
  }

  @Override
  public void write(Party party, Fields out) {
    out.secret(party.id().secret())
        .text(party.eventId().value())
        .number(party.quantity())
        .number(party.categories().size());
    party.categories().forEach(out::number);
    out.text(party.customer().name())
        .text(party.customer().email())
        .number(party.client().key())
        .number(party.number())
        .number(party.joinedAtMillis())
        .flag(party.isOffered());
  }

  @Override
  public Party read(FieldReader in, Sources from) {
    var id = new PartyId(in.secret());
    var offer = OfferCodec.named(in.text(), from);
    int all = offer.plan().categories().size();
    return new Party(
        id,
        offer.id(),
        in.smallNumber(),
        in.list(() -> Objects.checkIndex(in.smallNumber(), all)),
        new Customer(in.text(), in.text()),
        new Client(in.number()),
        in.number(),
        in.number(),
        in.flag());
  }

  /// As a command, without the generated id.
  static void write(JoinWaitingList join, FieldWriter out) {
    out.text(join.eventId().value()).number(join.quantity()).number(join.categories().size());
    join.categories().forEach(out::text);
    out.text(join.customer().name()).text(join.customer().email()).fixed(join.client().key());
  }

  static JoinWaitingList readJoin(FieldReader in) {
    var event = new EventId(in.text());
    int quantity = in.smallNumber();
    var categories = in.list(in::text);
    var customer = new Customer(in.text(), in.text());
    var client = new Client(in.fixed());
    return new JoinWaitingList(
        event, quantity, categories, customer, new PartyId(in.secret()), client);
  }
}
