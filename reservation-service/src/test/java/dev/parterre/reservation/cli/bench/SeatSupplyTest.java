package dev.parterre.reservation.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parterre.reservation.cli.Admin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class SeatSupplyTest {

  private final AtomicInteger events = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var body =
              exchange.getRequestURI().getPath().endsWith("/venues")
                  ? "{\"venueId\": \"v\"}"
                  : "{\"eventId\": \"e" + events.incrementAndGet() + "\"}";
          exchange.sendResponseHeaders(201, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void each_seat_of_an_event_is_given_out_once_and_then_the_next_event_is_sold() throws Exception {
    var supply = new SeatSupply(hall(), 0);
    var given = new HashMap<String, Set<String>>();

    for (var count = 0; count < 2 * BenchHall.SEATS; count++) {
      var place = supply.next();
      given.computeIfAbsent(place.eventId(), _ -> new HashSet<>()).add(place.seat());
    }

    assertThat(given).containsOnlyKeys("e1", "e2");
    assertThat(given.values()).allMatch(seats -> seats.size() == BenchHall.SEATS);
  }

  @Test
  void a_share_of_seats_is_given_out_again_where_that_is_asked() throws Exception {
    var supply = new SeatSupply(hall(), 0.5);
    var seats = new HashSet<String>();

    for (var count = 0; count < 1000; count++) {
      seats.add(supply.next().seat());
    }

    assertThat(seats.size()).isBetween(550, 750);
  }

  @Test
  void the_hall_is_a_plan_with_every_seat_once() {
    var plan = JsonMapper.shared().readTree(BenchHall.plan());
    var seats = new HashSet<String>();

    for (var row : plan.path("zones").path(0).path("rows")) {
      row.path("seats").forEach(seat -> seats.add(seat.path("seat_guid").asString()));
    }

    assertThat(seats).hasSize(BenchHall.SEATS).contains(BenchHall.seat(0));
  }

  private BenchHall hall() {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new BenchHall(new Admin(List.of(uri), "token"));
  }
}
