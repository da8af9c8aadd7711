package dev.parterre.reservation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.Offer;
import dev.parterre.reservation.boxoffice.SeatChange;
import dev.parterre.reservation.boxoffice.SeatFeed;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Changes;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Overtaken;
import dev.parterre.reservation.boxoffice.SeatStatus;
import dev.parterre.reservation.boxoffice.SeatsCopy;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Streams the changes to an event's seats and places as they happen (server-sent events).
///
/// A stream keeps nothing but its cursor: a reader that is too slow is overtaken by the feed's ring
/// buffer, or its socket blocks until the container's timeout. Either way the stream ends, and a
/// reader that reconnects with `Last-Event-ID` continues where it was, at this replica or another.
@RestController
final class StreamController {

  private static final long COMMENT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Reading reading;
  private final Streams streams;
  private final JsonMapper json;

  StreamController(Reading reading, Streams streams, JsonMapper json) {
    this.reading = reading;
    this.streams = streams;
    this.json = json;
  }

  private record OneChange(SeatId seat, String status) {}

  private record OneArea(String area, int free) {}

  /// @param areas those of which places were held, reserved or given back
  private record SeatsChanged(
      long index,
      List<OneChange> changes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OneArea> areas) {}

  @GetMapping(
      path = Answers.API + "/events/{eventId}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void stream(
      @PathVariable EventId eventId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      ReadMode asked,
      HttpServletRequest request,
      HttpServletResponse response) {
    var seen = lastEventId == null ? OptionalLong.empty() : index(lastEventId);
    var mode = seen.isPresent() ? new ReadMode.AtLeast(seen.getAsLong()) : asked;
    var shown = reading.find(mode, Refusals.NO_EVENT, view -> SeatsCopy.of(view, eventId));
    if (request.getMethod().equals(HttpMethod.HEAD.name())) {
      // A stream without a body would never notice that its reader went away.
      writeHead(shown.index(), response);
    } else {
      streams.run(shown.value().feed(), () -> follow(shown, seen, response));
    }
  }

  private static void writeHead(long index, HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    response.setHeader(LogIndex.HEADER, Long.toString(index));
  }

  private void follow(
      Reading.Shown<SeatsCopy> shown, OptionalLong seen, HttpServletResponse response)
      throws InterruptedException {
    var copy = shown.value();
    var resumed = seen.isPresent() ? copy.feed().cursorAt(seen.getAsLong()) : seen;
    writeHead(shown.index(), response);
    try {
      var out = new EventWriter(response.getOutputStream());
      if (resumed.isEmpty()) {
        out.event(
            "snapshot", shown.index(), json.writeValueAsBytes(SeatsView.of(shown.index(), copy)));
      }
      follow(copy.offer(), copy.feed(), resumed.orElse(copy.cursor()), out);
    } catch (IOException gone) {
      // The reader went away, or read nothing for too long: there is nobody left to answer.
      return;
    }
  }

  private void follow(Offer offer, SeatFeed feed, long cursor, EventWriter out)
      throws IOException, InterruptedException {
    long at = cursor;
    while (true) {
      switch (feed.after(at)) {
        case Changes(var changes, var next) -> {
          for (var change : changes) {
            out.event("seats", change.index(), json.writeValueAsBytes(view(offer, change)));
          }
          out.flush();
          at = next;
          feed.await(at, COMMENT_NANOS);
          if (feed.cursor() == at) {
            out.comment();
          }
        }
        case Overtaken() -> {
          return;
        }
      }
    }
  }

  private static SeatsChanged view(Offer offer, SeatChange change) {
    var changes = new ArrayList<OneChange>(change.seats().length);
    for (int i = 0; i < change.seats().length; i++) {
      var status = SeatStatus.of(change.statuses()[i]);
      changes.add(new OneChange(offer.seatId(change.seats()[i]), status.word()));
    }
    var areas = new ArrayList<OneArea>(change.areas().length);
    for (int i = 0; i < change.areas().length; i++) {
      areas.add(new OneArea(offer.areaId(change.areas()[i]), change.free()[i]));
    }
    return new SeatsChanged(change.index(), changes, areas);
  }

  private static OptionalLong index(String lastEventId) {
    var index = LogIndex.read(lastEventId);
    if (index.isEmpty()) {
      throw new ProblemException(
          Problem.MALFORMED_REQUEST, "The header Last-Event-ID must be the id of an event.");
    }
    return index;
  }
}
