package dev.parterre.reservation.api;

import dev.parterre.paxos.Answer.Found;
import dev.parterre.paxos.Answer.Unavailable;
import dev.parterre.paxos.Consistency;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Reads the state of the box office, as fresh as the client asks for.
@Component
final class Reading {

  private final OrderBook book;

  Reading(OrderBook book) {
    this.book = book;
  }

  /// @param index the number of commands applied in the state that was read
  record Shown<R>(long index, R value) {}

  /// Blocks. The query runs on the event loop, so it should copy as little as possible.
  <R> Shown<R> read(ReadMode mode, Function<? super BoxOfficeView, R> query) {
    Function<BoxOffice, R> ask = office -> query.apply(office.view());
    return switch (book.read(consistency(mode), ask).join()) {
      case Found<R>(var index, var value) -> new Shown<>(index, value);
      case Unavailable<R>() -> throw unavailable(mode);
    };
  }

  private static Consistency consistency(ReadMode mode) {
    return switch (mode) {
      case ReadMode.Linearizable() -> new Consistency.Linearizable();
      case ReadMode.Local() -> Consistency.local();
      case ReadMode.AtLeast(var index) -> new Consistency.AtLeast(index);
    };
  }

  private static ProblemException unavailable(ReadMode mode) {
    return mode instanceof ReadMode.AtLeast(var index)
        ? new ProblemException(
                Problem.UNAVAILABLE, "This replica did not apply " + index + " commands in time.")
            .with(HttpHeaders.RETRY_AFTER, 1)
        : Refusals.unavailable();
  }

  /// Like [#read], but an empty result is a 404, with the index of the state that was read.
  ///
  /// @param what the detail of the 404, as a sentence
  <R> Shown<R> find(
      ReadMode mode, String what, Function<? super BoxOfficeView, Optional<R>> query) {
    var shown = read(mode, query);
    var value =
        shown
            .value()
            .orElseThrow(
                () ->
                    new ProblemException(Problem.NOT_FOUND, what)
                        .with(LogIndex.HEADER, shown.index()));
    return new Shown<>(shown.index(), value);
  }
}
