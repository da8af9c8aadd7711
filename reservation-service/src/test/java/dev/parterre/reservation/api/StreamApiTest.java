package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BookingCommand.ReserveSeats;
import dev.parterre.reservation.boxoffice.Fixtures;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.catalog.EventId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The contract on the stream of an event.
class StreamApiTest extends ReplicaFixture {

  @Test
  void a_stream_tells_what_happens_and_goes_on_where_it_was() throws IOException {
    reserve("[\"0-0\"]");
    String last;
    try (var reader = stream(null)) {
      assertThat(reader.readLine()).isEqualTo("event: snapshot");
      assertThat(reader.readLine()).isEqualTo("id: " + book.index());
      assertThat(reader.readLine()).startsWith("data: {").contains("\"reserved\":[\"0-0\"]");
      assertThat(reader.readLine()).isEmpty();
      reserve("[\"0-1\"]");
      assertThat(reader.readLine()).isEqualTo("event: seats");
      last = reader.readLine().substring("id: ".length());
      assertThat(last).isEqualTo(Long.toString(book.index()));
      assertThat(reader.readLine())
          .isEqualTo(
              "data: {\"index\":%s,\"changes\":[{\"seat\":\"0-1\",\"status\":\"reserved\"}]}"
                  .formatted(last));
    }
    reserve("[\"0-2\"]");
    try (var reader = stream(last)) {
      assertThat(reader.readLine()).isEqualTo("event: seats");
      assertThat(reader.readLine()).isEqualTo("id: " + book.index());
    }
  }

  /// The changes in between are not known here: a reader is cut off, and gets all seats again.
  @Test
  void a_stream_ends_where_the_replica_takes_over_a_state() throws IOException {
    reserve("[\"0-0\"]");
    var last = Long.toString(book.index());
    try (var reader = stream(null)) {
      assertThat(reader.readLine()).isEqualTo("event: snapshot");
      book.miss(
          new ReserveSeats(
              new EventId(event),
              Fixtures.wanted("0-1"),
              Fixtures.customer(),
              ReservationId.random()));
      assertThat(reader.lines()).noneMatch(line -> line.startsWith("event: "));
    }
    try (var reader = stream(last)) {
      assertThat(reader.readLine()).isEqualTo("event: snapshot");
      assertThat(reader.readLine()).isEqualTo("id: " + book.index());
      assertThat(reader.readLine()).contains("\"reserved\":[\"0-0\",\"0-1\"]");
      assertThat(reader.readLine()).isEmpty();
      reserve("[\"0-2\"]");
      assertThat(reader.readLine()).isEqualTo("event: seats");
      assertThat(reader.readLine()).isEqualTo("id: " + book.index());
    }
  }

  @Test
  void head_of_a_stream_answers_and_opens_no_stream() {
    for (int i = 0; i < 3; i++) {
      var head = send(HttpRequest.newBuilder(uri("/events/" + event + "/stream")).HEAD());

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    }
  }

  private BufferedReader stream(@Nullable String lastEventId) {
    var request =
        HttpRequest.newBuilder(uri("/events/" + event + "/stream"))
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
