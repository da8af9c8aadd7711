package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract on tickets and check-ins.
class CheckInApiTest extends ReplicaFixture {

  private static final String[] ADMIN = {"Authorization", "Bearer secret"};

  private String token(Response reserved, int at) {
    var tickets = get(path(reserved) + "/tickets");
    assertThat(tickets.status()).as(tickets.http().body()).isEqualTo(200);
    return tickets.body().path("tickets").path(at).path("token").asString("");
  }

  private Response scan(String token, String more) {
    return scan(token, more, key());
  }

  private Response scan(String token, String more, String key) {
    return send("POST", "/checkins", "{\"token\": \"%s\"%s}".formatted(token, more), key);
  }

  private static String result(Response scanned) {
    assertThat(scanned.status()).as(scanned.http().body()).isEqualTo(200);
    return scanned.body().path("result").asString("");
  }

  @Test
  void each_seat_has_a_ticket_that_lets_one_person_in_once() {
    var reserved = reserve("[\"0-0\", \"0-1\"]");
    var token = token(reserved, 1);
    var key = key();
    var first = scan(token, ", \"gate\": \"Nord\"", key);

    assertThat(result(first)).isEqualTo("admitted");
    assertThat(first.body().path("seat").asString("")).isEqualTo("0-1");
    assertThat(first.body().path("gate").asString("")).isEqualTo("Nord");
    assertThat(first.header("Log-Index")).isNotEmpty();
    var again = scan(token, ", \"gate\": \"Süd\"");
    assertThat(result(again)).isEqualTo("already-admitted");
    assertThat(again.body().path("admittedAt")).isEqualTo(first.body().path("admittedAt"));
    assertThat(again.body().path("gate").asString("")).isEqualTo("Nord");
    assertThat(scan(token, ", \"gate\": \"Nord\"", key).http().body())
        .isEqualTo(first.http().body());
    assertThat(scan(token, "", key).status()).isEqualTo(422);
    assertThat(scan(token(reserved, 0), ", \"gate\": \"Nord\"", key).status()).isEqualTo(422);
    send("DELETE", path(reserved), "", key());
    var cancelled = scan(token, "");
    assertThat(result(cancelled)).isEqualTo("cancelled");
    assertThat(cancelled.body().has("admittedAt")).isFalse();
    assertThat(get(path(reserved) + "/tickets").type())
        .isEqualTo("/problems/reservation-cancelled");
  }

  @Test
  void what_is_no_ticket_is_unknown_and_what_is_for_another_event_says_so() {
    assertThat(result(scan("nonsense", ""))).isEqualTo("unknown");
    assertThat(result(scan("", ""))).isEqualTo("unknown");
    var token = token(reserve("[\"0-0\"]"), 0);
    var forged = token.substring(0, token.length() - 4) + "AAAA";
    assertThat(result(scan(forged, ""))).isEqualTo("unknown");
    long before = book.index();
    var elsewhere = scan(token, ", \"eventId\": \"9999\"");
    assertThat(result(elsewhere)).isEqualTo("wrong-event");
    assertThat(elsewhere.body().path("eventId").asString("")).isEqualTo(event);
    assertThat(book.index()).isEqualTo(before);
    assertThat(result(scan(token, ", \"eventId\": \"" + event + "\""))).isEqualTo("admitted");
  }

  @Test
  void a_ticket_can_be_checked_offline_and_keys_rotate() {
    var reserved = reserve("[\"0-0\"]");
    var keys = get("/events/" + event + "/ticket-keys");
    var key = keys.body().path("keys").path(0);
    var token = token(reserved, 0);

    assertThat(key.path("kty").asString("")).isEqualTo("OKP");
    assertThat(key.path("crv").asString("")).isEqualTo("Ed25519");
    assertThat(Base64.getUrlDecoder().decode(key.path("x").asString(""))).hasSize(32);
    var header = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
    assertThat(header.path("kid")).isEqualTo(key.path("kid"));
    var rotated = send("POST", "/events/" + event + "/ticket-keys", "", key());
    assertThat(rotated.status()).as(rotated.http().body()).isEqualTo(201);
    assertThat(token(reserved, 0)).isNotEqualTo(token);
    assertThat(get("/events/" + event + "/ticket-keys").body().path("keys").size()).isEqualTo(2);
    assertThat(result(scan(token, ""))).isEqualTo("admitted");
    var old = "/events/" + event + "/ticket-keys/" + key.path("kid").asString("");
    assertThat(send("DELETE", old, "", key()).status()).isEqualTo(204);
    assertThat(result(scan(token, ""))).isEqualTo("unknown");
    assertThat(result(scan(token(reserved, 0), ""))).isEqualTo("already-admitted");
    assertThat(send("DELETE", old + "9", "", key()).status()).isEqualTo(404);
    assertThat(get("/events/9999/ticket-keys").status()).isEqualTo(404);
  }

  @Test
  void double_admissions_are_reported() {
    var token = token(reserve("[\"0-0\"]"), 0);
    var then = Instant.parse("2026-11-01T19:00:00Z");
    scan(token, ", \"gate\": \"Nord\", \"wasAdmitted\": true, \"scannedAt\": \"" + then + "\"");
    var second = scan(token, ", \"gate\": \"=Süd\", \"wasAdmitted\": true");

    assertThat(result(second)).isEqualTo("already-admitted");
    assertThat(second.body().path("admittedAt").asString("")).isEqualTo("2026-11-01T19:00:00.000Z");
    var came = get("/events/" + event + "/checkins", ADMIN).body().path("items").path(0);
    assertThat(came.path("seat").asString("")).isEqualTo("0-0");
    assertThat(came.path("ticket").asString("")).isEqualTo("valid");
    assertThat(came.path("again").path(0).path("gate").asString("")).isEqualTo("=Süd");
    var csv = get("/events/" + event + "/checkins.csv", ADMIN);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.http().body().lines())
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("code,seat,area,place,ticket,result,admittedAt,gate"),
            row -> assertThat(row).endsWith(",0-0,,,valid,admitted,2026-11-01T19:00:00.000Z,Nord"),
            row -> assertThat(row).contains(",0-0,,,valid,again,").endsWith(",'=Süd"));
    assertThat(get("/events/" + event + "/checkins").status()).isEqualTo(401);
  }

  @Test
  void a_seat_with_whose_ticket_somebody_came_is_not_exchanged() {
    var reserved = reserve("[\"0-0\"]");
    scan(token(reserved, 0), "");
    var refused = send("PUT", path(reserved) + "/seats", "{\"seats\": [\"0-5\"]}", key());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.type()).isEqualTo("/problems/ticket-used");
    assertThat(refused.body().path("seats").path(0).asString("")).isEqualTo("0-0");
  }

  @Test
  void tickets_come_as_pdf_and_svg_and_in_a_calendar() {
    var reserved = reserve("[\"0-0\", \"0-1\"]");
    var pdf = get(path(reserved) + "/tickets.pdf");
    assertThat(pdf.status()).isEqualTo(200);
    assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(pdf.header("Cache-Control")).isEqualTo("no-store");
    assertThat(pdf.http().body()).startsWith("%PDF");
    var svg = get(path(reserved) + "/tickets/2.svg", "Accept", "image/svg+xml");
    assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
    assertThat(svg.http().body()).contains(reserved.body().path("code").asString(""));
    for (var none : new String[] {"0", "3", "x", "01", "99999"}) {
      assertThat(get(path(reserved) + "/tickets/" + none + ".svg").status()).isEqualTo(404);
    }
    var entry = get(path(reserved) + "/calendar.ics");
    assertThat(entry.header("Content-Type")).isEqualTo("text/calendar;charset=UTF-8");
    assertThat(entry.http().body())
        .startsWith("BEGIN:VCALENDAR\r\n")
        .contains("\r\nDTSTART:20990101T190000Z\r\n", "\r\nSUMMARY:Show\r\n", "STATUS:CONFIRMED");
    send("DELETE", path(reserved), "", key());
    assertThat(get(path(reserved) + "/tickets.pdf").status()).isEqualTo(409);
    assertThat(get(path(reserved) + "/tickets/1.svg").status()).isEqualTo(409);
    assertThat(get(path(reserved) + "/calendar.ics").http().body()).contains("STATUS:CANCELLED");
    for (var what : new String[] {"/tickets", "/tickets.pdf", "/tickets/1.svg", "/calendar.ics"}) {
      assertThat(get("/reservations/nobody" + what).status()).isEqualTo(404);
    }
  }

  @Test
  void only_scanners_and_the_organiser_let_people_in() {
    var body = "{\"token\": \"x\"}";
    assertThat(post(body, "Bearer wrong").status()).isEqualTo(401);
    assertThat(post(body, "Bearer door").status()).isEqualTo(200);
    var rotation =
        HttpRequest.newBuilder(uri("/events/" + event + "/ticket-keys"))
            .POST(BodyPublishers.noBody())
            .header("Authorization", "Bearer door");
    assertThat(send(rotation).status()).isEqualTo(401);
  }

  private Response post(String body, String authorization) {
    return send(
        HttpRequest.newBuilder(uri("/checkins"))
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                     | /token
          {"token": "x", "gate": ""}                             | /gate
          {"token": "x", "scannedAt": "yesterday"}               | /scannedAt
          {"token": "x", "scannedAt": "1969-12-31T23:59:59Z"}    | /scannedAt
          """)
  void a_scan_that_makes_no_sense_is_refused(String body, String pointer) {
    assertThat(pointers(send("POST", "/checkins", body, key()))).containsExactly(pointer);
  }
}
