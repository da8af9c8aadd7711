package dev.parterre.reservation.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An open stream of server-sent events.
final class SeatStream implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final HttpHeaders headers;
  private final InputStream body;
  private volatile boolean commented;
  private volatile boolean ended;

  /// One event of the stream.
  record Told(String event, long id, JsonNode data) {}

  private SeatStream(HttpHeaders headers, InputStream body) {
    this.headers = headers;
    this.body = body;
  }

  /// @param lastEventId if null, the stream begins with the present state
  static SeatStream open(Api api, String eventId, @Nullable Long lastEventId) {
    var request = api.request("/events/" + eventId + "/stream", "Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId.toString());
    }
    try {
      var response = Api.HTTP.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      var stream = new SeatStream(response.headers(), response.body());
      Thread.ofVirtual().start(stream::read);
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  HttpHeaders headers() {
    return headers;
  }

  Told next() {
    try {
      var next = told.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("the stream says nothing for " + SOON.toSeconds() + " s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// The next event, which must be a change of this seat to this status.
  Told nextChange(String seat, String status) {
    var next = next();
    assertThat(next.event()).isEqualTo("seats");
    assertThat(next.data().path("index").asLong()).isEqualTo(next.id());
    var change = next.data().path("changes");
    assertThat(change).hasSize(1);
    assertThat(change.path(0).path("seat").asString()).isEqualTo(seat);
    assertThat(change.path(0).path("status").asString()).isEqualTo(status);
    return next;
  }

  boolean isCommented() {
    return commented;
  }

  boolean isSilent() {
    return told.isEmpty();
  }

  boolean isEnded() {
    return ended;
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      var event = "";
      var id = -1L;
      var data = new StringBuilder();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          commented = true;
        } else if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("id:")) {
          id = Long.parseLong(line.substring("id:".length()).strip());
        } else if (line.startsWith("data:")) {
          data.append(line.substring("data:".length()).strip());
        } else if (line.isEmpty() && !data.isEmpty()) {
          told.add(new Told(event, id, JsonMapper.shared().readTree(data.toString())));
          data.setLength(0);
        }
      }
    } catch (IOException closed) {
      // Closed by either side: all that matters is that the stream has ended.
    } finally {
      ended = true;
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
