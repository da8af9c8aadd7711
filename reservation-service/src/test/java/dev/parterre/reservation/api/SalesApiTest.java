package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.Fixtures;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the organiser sees of the sales of an event, and corrects.
class SalesApiTest extends ReplicaFixture {

  @BeforeEach
  void sellSome() {
    patch(
        "/events/" + event,
        """
        {"prices": {"A": {"full": {"amount": "45.00", "currency": "EUR"},
                          "child": {"amount": "20.00", "currency": "EUR"}}}}\
        """,
        key());
    send("POST", "/events/" + event + "/discounts", "{\"code\": \"TEN\", \"percent\": 10}", key());
    reserveFor(
        "Ann Lee", "ann@example.org", "\"0-0\", {\"seat\": \"0-1\", \"type\": \"child\"}", "");
    reserveFor("=HYPERLINK(\\\"x\\\")", "bo@example.org", "\"1-0\"", "TEN");
    var gone = reserveFor("Cyd", "cyd@example.org", "\"1-5\"", "");
    send("DELETE", path(gone), "", key());
  }

  private Response reserveFor(String name, String email, String seats, String code) {
    var discount = code.isEmpty() ? "" : "\"discountCode\": \"" + code + "\", ";
    var reserved =
        send(
            "POST",
            "/reservations",
            """
            {"eventId": "%s", "seats": [%s], %s"customer": {"name": "%s", "email": "%s"}}\
            """
                .formatted(event, seats, discount, name, email),
            key());
    assertThat(reserved.status()).as(reserved.http().body()).isEqualTo(201);
    return reserved;
  }

  private Response see(String path) {
    return get("/events/" + event + path, "Authorization", "Bearer secret");
  }

  private List<String> found(String query) {
    var found = see("/reservations?q=" + query);
    assertThat(found.status()).as(found.http().body()).isEqualTo(200);
    return found.body().path("items").findValuesAsString("email");
  }

  @Test
  void reservations_are_listed_in_the_order_in_which_they_were_made_and_in_pages() {
    var first = see("/reservations?limit=2");
    var second = see("/reservations?limit=2&cursor=" + first.body().path("next").asString(""));

    assertThat(first.body().path("items").findValuesAsString("email"))
        .containsExactly("ann@example.org", "bo@example.org");
    assertThat(second.body().path("items").findValuesAsString("email"))
        .containsExactly("cyd@example.org");
    assertThat(second.body().has("next")).isFalse();
    var id = first.body().path("items").path(0).path("reservationId").asString("");
    assertThat(get("/reservations/" + id).body()).isEqualTo(first.body().path("items").path(0));
    assertThat(second.body().path("items").path(0).path("status").asString(""))
        .isEqualTo("cancelled");
  }

  @ParameterizedTest
  @CsvSource({
    "LEE, ann@example.org",
    "bo@EXAMPLE, bo@example.org",
    "0-1, ann@example.org",
    "Row%201, bo@example.org"
  })
  void a_reservation_is_found_by_a_part_of_what_is_known_of_it(String query, String email) {
    assertThat(found(query)).contains(email);
  }

  @Test
  void a_reservation_is_found_by_its_code() {
    var code = see("/reservations").body().path("items").path(1).path("code").asString("");

    assertThat(found(code.toLowerCase(Locale.ROOT))).containsExactly("bo@example.org");
    assertThat(found("nobody")).isEmpty();
    assertThat(found("%20")).hasSize(3);
  }

  @Test
  void sales_are_added_up_by_type_and_by_hour() {
    var sales = see("/sales").body();

    assertThat(sales.path("reservations").intValue()).isEqualTo(2);
    assertThat(sales.path("cancelled").intValue()).isOne();
    assertThat(sales.path("tickets").intValue()).isEqualTo(3);
    assertThat(sales.path("total").path("amount").asString("")).isEqualTo("92.00");
    assertThat(sales.path("discounts").path("amount").asString("")).isEqualTo("3.00");
    assertThat(sales.path("byType").findValuesAsString("type"))
        .containsExactly("child", "full", "");
    assertThat(sales.path("byType").path(2).path("amount").path("amount").asString(""))
        .isEqualTo("30.00");
    assertThat(sales.path("byHour").path(0).path("hour").asString("")).endsWith(":00:00.000Z");
  }

  @Test
  void exports_are_csv_in_which_nothing_is_a_formula() {
    var reservations = see("/reservations.csv");

    assertThat(reservations.status()).isEqualTo(200);
    assertThat(reservations.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(reservations.header("Content-Disposition")).startsWith("attachment;");
    assertThat(reservations.header("Log-Index")).isNotEmpty();
    var rows = reservations.http().body().split("\r\n", -1);
    assertThat(rows).hasSize(5);
    assertThat(rows[0]).startsWith("code,status,createdAt,name,email,tickets,");
    assertThat(rows[1]).contains(",reserved,", ",Ann Lee,ann@example.org,2,", ",65.00,EUR");
    assertThat(rows[2]).contains(",\"'=HYPERLINK(\"\"x\"\")\",", ",TEN,27.00,EUR");
    assertThat(rows[3]).contains(",cancelled,");
    var seats = see("/seats.csv").http().body().split("\r\n", -1);
    assertThat(seats).hasSize(5);
    assertThat(seats[2]).startsWith("0-1,").contains(",A,child,1,20.00,EUR,");
  }

  @Test
  void only_the_organiser_sees_them() {
    for (var path : List.of("/reservations", "/sales", "/reservations.csv", "/seats.csv")) {
      assertThat(get("/events/" + event + path).status()).as(path).isEqualTo(401);
      assertThat(get("/events/999" + path, "Authorization", "Bearer secret").status())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(see("/reservations?name=x").status()).isEqualTo(400);
  }

  @Test
  void a_customer_is_corrected() {
    var id = see("/reservations").body().path("items").path(0).path("reservationId").asString("");
    var key = key();
    var changed = patch("/reservations/" + id, "{\"name\": \"Anne Lee\"}", key);

    assertThat(changed.status()).as(changed.http().body()).isEqualTo(200);
    assertThat(changed.body().path("customer").toString())
        .isEqualTo("{\"name\":\"Anne Lee\",\"email\":\"ann@example.org\"}");
    assertThat(get("/reservations/" + id).body()).isEqualTo(changed.body());
    patch("/reservations/" + id, "{\"email\": \"anne@example.org\"}", key());
    assertThat(found("anne@")).containsExactly("anne@example.org");
    assertThat(patch("/reservations/" + id, "{\"name\": \"Anne Lee\"}", key).http().body())
        .isEqualTo(changed.http().body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": null} 422",
        "{\"name\": \"\"} 422",
        "{\"email\": \"nobody\"} 422",
        "{\"name\": 7} 400",
        "{\"seats\": []} 400",
        "[] 400"
      })
  void a_correction_that_makes_no_sense_is_refused(String text) {
    var item = see("/reservations").body().path("items").path(0);
    var path = "/reservations/" + item.path("reservationId").asString("");
    int status = Integer.parseInt(text.substring(text.length() - 3));

    assertThat(patch(path, text.substring(0, text.length() - 4), key()).status()).isEqualTo(status);
    assertThat(get(path).body()).isEqualTo(item);
  }

  @Test
  void the_seats_of_a_customer_stay_within_the_limit_whatever_their_address() {
    patch("/events/" + event, "{\"maxSeats\": 2}", key());
    var items = see("/reservations").body().path("items");
    var path = "/reservations/" + items.path(1).path("reservationId").asString("");

    assertThat(patch(path, "{\"email\": \"Ann@Example.org\"}", key()).type())
        .isEqualTo("/problems/limit-exceeded");
    assertThat(patch(path, "{\"email\": \"BO@example.org\"}", key()).status()).isEqualTo(200);
    var gone = "/reservations/" + items.path(2).path("reservationId").asString("");
    assertThat(patch(gone, "{\"name\": \"x\"}", key()).type())
        .isEqualTo("/problems/reservation-cancelled");
  }

  @Test
  void a_name_is_corrected_although_the_event_allows_fewer_seats_now() {
    patch("/events/" + event, "{\"maxSeats\": 1}", key());
    var path =
        "/reservations/"
            + see("/reservations").body().path("items").path(0).path("reservationId").asString("");

    assertThat(patch(path, "{\"name\": \"Anne\", \"email\": \"ANN@example.org\"}", key()).status())
        .isEqualTo(200);
    assertThat(patch(path, "{\"email\": \"other@example.org\"}", key()).type())
        .isEqualTo("/problems/limit-exceeded");
    var fewer = send("PUT", path + "/seats", "{\"seats\": [\"0-5\", \"0-6\"]}", key());
    assertThat(fewer.status()).as(fewer.http().body()).isEqualTo(200);
    var more = send("PUT", path + "/seats", "{\"seats\": [\"0-5\", \"0-6\", \"0-7\"]}", key());
    assertThat(more.type()).isEqualTo("/problems/limit-exceeded");
  }

  @Test
  void nothing_is_a_formula_behind_a_separator_either() {
    reserveFor("x;=1+1, @y ;  -z", "dee@example.org", "\"0-8\"", "");

    assertThat(see("/seats.csv").http().body()).contains(",\"x;'=1+1, '@y ;  '-z\",");
  }

  @Test
  void sales_may_be_more_than_any_price() {
    var dear = "{\"amount\": \"9999999999\", \"currency\": \"EUR\"}";
    patch("/events/" + event, "{\"maxSeats\": 100, \"prices\": {\"A\": " + dear + "}}", key());
    var venue = send("POST", "/venues", Fixtures.planJson(3, 60), key());
    var created =
        send(
            "POST",
            "/events",
            """
            {"name": "Dear", "venueId": "%s", "startsAt": "2099-01-01T20:00:00Z", "maxSeats": 100,
             "prices": {"A": %s}}\
            """
                .formatted(venue.body().path("venueId").asString(""), dear),
            key());
    event = created.body().path("eventId").asString("");
    for (int row = 0; row < 2; row++) {
      var seats = new StringBuilder();
      for (int seat = 0; seat < 60; seat++) {
        seats
            .append(seat == 0 ? "" : ", ")
            .append('"')
            .append(row)
            .append('-')
            .append(seat)
            .append('"');
      }
      reserveFor("Ann", "ann" + row + "@example.org", seats.toString(), "");
    }

    assertThat(see("/sales").body().path("total").path("amount").asString(""))
        .isEqualTo("1199999999880.00");
  }
}
