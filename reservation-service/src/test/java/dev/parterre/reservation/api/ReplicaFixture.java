package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One replica behind a real socket, with an event on sale, and a client of it.
@SpringBootTest(
    classes = ReplicaFixture.OneReplica.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "parterre.admin.token=secret",
      "parterre.scanner.token=door",
      "parterre.bench.enabled=true",
      "server.address=127.0.0.1",
      "spring.threads.virtual.enabled=true"
    })
@Timeout(60)
abstract class ReplicaFixture {

  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = {"dev.parterre.reservation.web", "dev.parterre.reservation.api"},
      excludeFilters = {
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = NodeOrderBook.class),
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.WebTestApplication.*")
      })
  static class OneReplica {
    @Bean
    BoxOffice boxOffice() {
      return new BoxOffice();
    }

    @Bean
    LoneOrderBook orderBook(BoxOffice office) {
      return new LoneOrderBook(office);
    }
  }

  static final JsonMapper JSON = JsonMapper.shared();
  static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired LoneOrderBook book;
  @LocalServerPort int port;
  String event = "";

  record Response(HttpResponse<String> http) {
    int status() {
      return http.statusCode();
    }

    JsonNode body() {
      return JSON.readTree(http.body());
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String type() {
      return body().path("type").asString("");
    }
  }

  @BeforeEach
  void sellAnEvent() {
    var venue = send("POST", "/venues", Fixtures.planJson(2, 10), UUID.randomUUID().toString());
    assertThat(venue.status()).as(venue.http().body()).isEqualTo(201);
    var created =
        send("POST", "/events", eventJson(venue.body().path("venueId").asString("")), key());
    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    event = created.body().path("eventId").asString("");
  }

  static final String HOLD_EXPIRED = "/problems/hold-expired";
  static final String CUSTOMER = "{\"name\": \"Ann\", \"email\": \"ann@example.org\"}";

  static String eventJson(String venue) {
    return """
    {"name": "Show", "venueId": "%s", "startsAt": "2099-01-01T20:00:00+01:00",
     "prices": {"A": {"amount": "45.00", "currency": "EUR"},
                "B": {"amount": "30", "currency": "EUR"}}}\
    """
        .formatted(venue);
  }

  Response hold(String body) {
    return send("POST", "/events/" + event + "/holds", body, key());
  }

  Response reserve(String seats) {
    return send("POST", "/reservations", reservation(seats), key());
  }

  static String amount(Response answer, String member) {
    return answer.body().path(member).path("amount").asString("");
  }

  static List<String> pointers(Response refused) {
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(422);
    return refused.body().path("errors").findValuesAsString("pointer");
  }

  String reservation(String seats) {
    return "{\"eventId\": \"%s\", \"seats\": %s, \"customer\": %s}"
        .formatted(event, seats, CUSTOMER);
  }

  static String path(Response created) {
    return created.header("Location").substring("/api/v1".length());
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  Response get(String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Response send(String method, String path, String body, String key) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer secret")
            .header("Idempotency-Key", key));
  }

  /// A JSON merge patch.
  Response patch(String path, String body, String key) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .method("PATCH", BodyPublishers.ofString(body))
            .header("Content-Type", "application/merge-patch+json")
            .header("Authorization", "Bearer secret")
            .header("Idempotency-Key", key));
  }

  static Response send(HttpRequest.Builder request) {
    try {
      return new Response(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
  }
}
