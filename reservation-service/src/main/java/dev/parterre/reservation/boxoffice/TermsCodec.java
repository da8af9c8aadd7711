package dev.parterre.reservation.boxoffice;

import dev.parterre.reservation.boxoffice.Discount.Reduction;
import dev.parterre.reservation.boxoffice.EventChange.Edit;
import dev.parterre.reservation.boxoffice.EventChange.TypeChange;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Money;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.Tariff.Ticket;
import dev.parterre.reservation.catalog.VenueId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Writes and reads the terms on which an event is sold, changes to them, and discounts.
final class TermsCodec {

  private static final int ABSENT = 0;
  private static final int PRESENT = 1;
  private static final int UNCHANGED = 2;

  /// Added to one of these if something of [PartyCodec#LEVEL] follows.
  private static final int MORE = 4;

  private static final int PERCENT = 1;
  private static final int AMOUNT = 2;

  private TermsCodec() {}

  /// Whether the formats of before [BookingCommand.ChangeEvent#LEVEL] can express them.
  static boolean arePlain(EventTerms terms) {
    return terms.saleFrom().isEmpty()
        && terms.saleUntil().isEmpty()
        && terms.timeZone().isEmpty()
        && terms.offerSeconds().isEmpty()
        && terms.prices().values().stream().noneMatch(Tariff::hasTypes);
  }

  static FieldWriter write(EventTerms terms, FieldWriter out) {
    out.text(terms.name()).number(terms.startsAt().toEpochMilli()).number(terms.prices().size());
    terms
        .prices()
        .forEach(
            (category, tariff) -> {
              out.text(category).number(tariff.tickets().size());
              tariff.tickets().forEach(it -> write(out.text(it.type()), it.price()));
            });
    out.number(terms.holdSeconds()).number(terms.maxSeats());
    out.number(terms.maxHolds().orElse(0)).flag(terms.allowOrphans());
    writeTime(terms.saleFrom(), out);
    writeTime(terms.saleUntil(), out);
    int zone = terms.timeZone().isPresent() ? PRESENT : ABSENT;
    out.raw(terms.offerSeconds().isPresent() ? zone + MORE : zone);
    terms.timeZone().ifPresent(out::text);
    terms.offerSeconds().ifPresent(out::number);
    return out;
  }

  static EventTerms read(FieldReader in) {
    var name = in.text();
    var startsAt = readInstant(in);
    var prices = readMap(in, () -> new Tariff(in.list(() -> new Ticket(in.text(), readMoney(in)))));
    int holdSeconds = in.smallNumber();
    int maxSeats = in.smallNumber();
    var maxHolds = readCount(in);
    boolean allowOrphans = in.flag();
    var saleFrom = readTime(in);
    var saleUntil = readTime(in);
    int zone = in.raw();
    return new EventTerms(
        name,
        startsAt,
        prices,
        holdSeconds,
        maxSeats,
        maxHolds,
        allowOrphans,
        saleFrom,
        saleUntil,
        readOptional(in, zone & ~MORE, FieldReader::text),
        zone >= MORE ? OptionalInt.of(in.smallNumber()) : OptionalInt.empty());
  }

  /// Writes an event whose terms are [#arePlain].
  static FieldWriter writePlain(BookingCommand.CreateEvent event, FieldWriter out) {
    var terms = event.terms();
    out.text(terms.name()).text(event.venueId().value()).number(terms.startsAt().toEpochMilli());
    out.number(terms.prices().size());
    terms
        .prices()
        .forEach(
            (category, tariff) -> write(out.text(category), tariff.tickets().getFirst().price()));
    out.number(terms.holdSeconds()).number(terms.maxSeats()).flag(terms.allowOrphans());
    terms.maxHolds().ifPresent(out::number);
    return out;
  }

  static FieldWriter write(EventChange change, FieldWriter out) {
    write(change.name(), FieldWriter::text, out);
    writeTime(change.startsAt(), out);
    out.number(change.prices().size());
    change
        .prices()
        .forEach(
            (category, types) -> {
              out.text(category).number(types.size());
              types.forEach(it -> write(it.price(), TermsCodec::write, out.text(it.type())));
            });
    out.number(change.holdSeconds().orElse(0)).number(change.maxSeats().orElse(0));
    write(change.saleFrom(), TermsCodec::write, out);
    write(change.saleUntil(), TermsCodec::write, out);
    boolean hasMore = change.offerSeconds().isMade();
    out.raw(kind(change.timeZone()) + (hasMore ? MORE : 0));
    change.timeZone().value().ifPresent(out::text);
    if (hasMore) {
      write(change.offerSeconds(), (to, seconds) -> to.number(seconds), out);
    }
    return out;
  }

  static EventChange readChange(FieldReader in) {
    var name = readOptional(in, FieldReader::text);
    var startsAt = readTime(in);
    var prices =
        readMap(
            in,
            () ->
                in.list(() -> new TypeChange(in.text(), readOptional(in, TermsCodec::readMoney))));
    var holdSeconds = readCount(in);
    var maxSeats = readCount(in);
    var saleFrom = readEdit(in, TermsCodec::readInstant);
    var saleUntil = readEdit(in, TermsCodec::readInstant);
    int zone = in.raw();
    var timeZone = readEdit(in, zone & ~MORE, FieldReader::text);
    var offerSeconds = zone >= MORE ? readEdit(in, FieldReader::smallNumber) : Edit.<Integer>none();
    return new EventChange(
        name, startsAt, prices, holdSeconds, maxSeats, saleFrom, saleUntil, timeZone, offerSeconds);
  }

  static FieldWriter write(Discount.Terms terms, FieldWriter out) {
    switch (terms.reduction()) {
      case Reduction.Percent(var percent) -> out.raw(PERCENT).number(percent);
      case Reduction.Amount(var amount) -> write(out.raw(AMOUNT), amount);
    }
    writeTime(terms.from(), out);
    writeTime(terms.until(), out);
    return out.number(terms.uses().orElse(0));
  }

  static Discount.Terms readDiscount(FieldReader in) {
    int kind = in.raw();
    Reduction reduction =
        switch (kind) {
          case PERCENT -> new Reduction.Percent(in.smallNumber());
          case AMOUNT -> new Reduction.Amount(readMoney(in));
          default -> throw new IllegalArgumentException("a reduction of kind " + kind);
        };
    return new Discount.Terms(reduction, readTime(in), readTime(in), readCount(in));
  }

  private static void write(FieldWriter out, Money money) {
    out.text(money.amount().toPlainString()).text(money.currency().getCurrencyCode());
  }

  static Money readMoney(FieldReader in) {
    return Money.of(in.text(), in.text());
  }

  private static void write(FieldWriter out, Instant time) {
    out.number(time.toEpochMilli());
  }

  private static Instant readInstant(FieldReader in) {
    return Instant.ofEpochMilli(in.number());
  }

  static void writeTime(Optional<Instant> time, FieldWriter out) {
    write(time, TermsCodec::write, out);
  }

  static Optional<Instant> readTime(FieldReader in) {
    return readOptional(in, TermsCodec::readInstant);
  }

  /// A number from 1; empty if 0 was written.
  private static OptionalInt readCount(FieldReader in) {
    int count = in.smallNumber();
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }

  private static <T> void write(
      Optional<T> value, BiConsumer<FieldWriter, T> writer, FieldWriter out) {
    out.raw(value.isPresent() ? PRESENT : ABSENT);
    value.ifPresent(it -> writer.accept(out, it));
  }

  private static <T> Optional<T> readOptional(FieldReader in, Function<FieldReader, T> reader) {
    return readOptional(in, in.raw(), reader);
  }

  private static <T> Optional<T> readOptional(
      FieldReader in, int kind, Function<FieldReader, T> reader) {
    return switch (kind) {
      case ABSENT -> Optional.empty();
      case PRESENT -> Optional.of(reader.apply(in));
      default -> throw new IllegalArgumentException("an optional value of kind " + kind);
    };
  }

  private static int kind(Edit<?> edit) {
    return !edit.isMade() ? UNCHANGED : edit.value().isPresent() ? PRESENT : ABSENT;
  }

  private static <T> void write(Edit<T> edit, BiConsumer<FieldWriter, T> writer, FieldWriter out) {
    out.raw(kind(edit));
    edit.value().ifPresent(value -> writer.accept(out, value));
  }

  private static <T> Edit<T> readEdit(FieldReader in, Function<FieldReader, T> reader) {
    return readEdit(in, in.raw(), reader);
  }

  private static <T> Edit<T> readEdit(FieldReader in, int kind, Function<FieldReader, T> reader) {
    return switch (kind) {
      case UNCHANGED -> Edit.none();
      case ABSENT -> Edit.to(Optional.empty());
      case PRESENT -> Edit.to(Optional.of(reader.apply(in)));
      default -> throw new IllegalArgumentException("a change of kind " + kind);
    };
  }

  private static <T> SortedMap<String, T> readMap(FieldReader in, Supplier<T> value) {
    int count = in.count();
    var map = new TreeMap<String, T>();
    for (int i = 0; i < count; i++) {
      map.put(in.text(), value.get());
    }
    return map;
  }

  /// Reads what [#writePlain] wrote.
  ///
  /// @return the terms of an event at the venue with the id that is read
  static BookingCommand.CreateEvent readPlain(FieldReader in, boolean isLimited) {
    var name = in.text();
    var venue = new VenueId(in.text());
    var startsAt = readInstant(in);
    var prices = readMap(in, () -> Tariff.of(readMoney(in)));
    int holdSeconds = in.smallNumber();
    int maxSeats = in.smallNumber();
    boolean allowOrphans = in.raw() != 0;
    var maxHolds = isLimited ? OptionalInt.of(in.smallNumber()) : OptionalInt.empty();
    var always = Optional.<Instant>empty();
    var terms =
        new EventTerms(
            name,
            startsAt,
            prices,
            holdSeconds,
            maxSeats,
            maxHolds,
            allowOrphans,
            always,
            always,
            Optional.empty(),
            OptionalInt.empty());
    return new BookingCommand.CreateEvent(venue, terms);
  }
}
