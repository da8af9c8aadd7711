package dev.parterre.reservation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A venue's plan in each coding, and which other answers are compressed.
class DrawingApiTest extends ReplicaFixture {

  private String venue = "";
  private String plan = "";

  @BeforeEach
  void createVenue() {
    var created = send("POST", "/venues", Fixtures.planJson(20, 50), key());
    venue = created.body().path("venueId").asString("");
    plan = path(created) + "/plan";
  }

  @Test
  void a_plan_is_sent_in_gzip_to_whoever_takes_it() throws Exception {
    var plain = ask("GET", plan);
    var gzip = ask("GET", plan, "Accept-Encoding", "gzip, deflate, br");

    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(gzip.body()).hasSizeLessThan(plain.body().length / 4);
    for (var answer : new HttpResponse<?>[] {plain, gzip}) {
      assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
      assertThat(header(answer, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
      assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(header(answer, "Log-Index")).isNotEmpty();
      assertThat(header(answer, "ETag")).matches("\"[0-9a-z-]+\"");
    }
    assertThat(header(plain, "ETag")).isNotEqualTo(header(gzip, "ETag"));
    assertThat(header(plain, "Content-Length")).isEqualTo("" + plain.body().length);
    assertThat(header(gzip, "Content-Length")).isEqualTo("" + gzip.body().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "identity", "br", "gzip;q=0.1, identity;q=0.2", "nonsense;;"})
  void whoever_does_not_want_gzip_is_sent_json(String codings) throws Exception {
    var answer = ask("GET", plan, "Accept-Encoding", codings);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(answer.body()).startsWith("{\"version\"".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0", "*;q=0", "br, *;q=0", "gzip;q=0, identity;q=0"})
  void whoever_takes_neither_is_told_so(String codings) {
    var refused = get(plan, "Accept-Encoding", codings);

    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.type()).isEqualTo("/problems/not-acceptable");
    assertThat(refused.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
  }

  @Test
  void head_says_what_get_would_send() throws Exception {
    for (var codings : new String[] {"gzip", "identity"}) {
      var whole = ask("GET", plan, "Accept-Encoding", codings);
      var head = ask("HEAD", plan, "Accept-Encoding", codings);

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      for (var name : new String[] {"ETag", "Content-Length", "Content-Encoding", "Vary"}) {
        assertThat(header(head, name)).as(name).isEqualTo(header(whole, name));
      }
    }
  }

  @Test
  void whoever_has_the_plan_in_a_coding_that_it_takes_is_not_sent_it_again() throws Exception {
    var plain = header(ask("GET", plan), "ETag");
    var gzip = header(ask("GET", plan, "Accept-Encoding", "gzip"), "ETag");

    assertThat(tagOfNotModified("gzip", gzip)).isEqualTo(gzip);
    assertThat(tagOfNotModified("gzip", plain)).isEqualTo(plain);
    assertThat(tagOfNotModified("gzip", "W/" + gzip)).isEqualTo(gzip);
    assertThat(tagOfNotModified("gzip", "\"a,b\", W/\"c\" ," + gzip)).isEqualTo(gzip);
    assertThat(tagOfNotModified("gzip", plain + ", " + gzip)).isEqualTo(gzip);
    assertThat(tagOfNotModified("identity", gzip + ", " + plain)).isEqualTo(plain);
    assertThat(tagOfNotModified("gzip", "*")).isEqualTo(gzip);
    assertThat(tagOfNotModified("identity", "*")).isEqualTo(plain);
  }

  @Test
  void whoever_has_it_in_another_coding_is_sent_it() throws Exception {
    var plain = header(ask("GET", plan), "ETag");
    var gzip = header(ask("GET", plan, "Accept-Encoding", "gzip"), "ETag");

    assertThat(ifNoneMatch("identity", gzip).statusCode()).isEqualTo(200);
    assertThat(ifNoneMatch("gzip, identity;q=0", plain).statusCode()).isEqualTo(200);
    assertThat(ifNoneMatch("gzip", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(ifNoneMatch("gzip", gzip.replace("\"", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void the_tag_says_which_plan_it_is() throws Exception {
    var same = path(send("POST", "/venues", Fixtures.planJson(20, 50), key())) + "/plan";
    var other = path(send("POST", "/venues", Fixtures.planJson(20, 51), key())) + "/plan";

    assertThat(header(ask("GET", same), "ETag")).isEqualTo(header(ask("GET", plan), "ETag"));
    assertThat(header(ask("GET", other), "ETag")).isNotEqualTo(header(ask("GET", plan), "ETag"));
  }

  /// Tomcat compresses an answer without a strong tag, if it is large and not a stream.
  @Test
  void the_seats_of_an_event_are_packed_and_their_stream_is_not() throws Exception {
    var json = eventJson(venue).replace("{\"name\"", "{\"maxSeats\": 100, \"name\"");
    event = send("POST", "/events", json, key()).body().path("eventId").asString("");
    for (int row = 0; row < 20; row += 2) {
      var wanted = reservation(JSON.writeValueAsString(rows(row, row + 1)));
      var another = wanted.replace("ann@", "ann" + row + "@");
      assertThat(send("POST", "/reservations", another, key()).status()).isEqualTo(201);
    }

    var seats = ask("GET", "/events/" + event + "/seats", "Accept-Encoding", "gzip");
    assertThat(header(seats, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(seats, "Vary")).containsIgnoringCase("Accept-Encoding");
    assertThat(header(seats, "ETag")).isEmpty();

    var stream =
        HTTP.send(
            HttpRequest.newBuilder(uri("/events/" + event + "/stream"))
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofInputStream());
    try (var body = stream.body()) {
      assertThat(header(stream, "Content-Encoding")).isEmpty();
      assertThat(new String(body.readNBytes(6), UTF_8)).isEqualTo("event:");
    }
  }

  private static List<String> rows(int... rows) {
    return Arrays.stream(rows)
        .boxed()
        .flatMap(row -> IntStream.range(0, 50).mapToObj(seat -> row + "-" + seat))
        .toList();
  }

  private String tagOfNotModified(String codings, String known) throws Exception {
    var answer = ifNoneMatch(codings, known);
    assertThat(answer.statusCode()).as(known).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(header(answer, "Cache-Control")).contains("immutable");
    assertThat(header(answer, "Log-Index")).isNotEmpty();
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    return header(answer, "ETag");
  }

  private HttpResponse<byte[]> ifNoneMatch(String codings, String known) throws Exception {
    return ask("GET", plan, "Accept-Encoding", codings, "If-None-Match", known);
  }

  private HttpResponse<byte[]> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
    return HTTP.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }
}
