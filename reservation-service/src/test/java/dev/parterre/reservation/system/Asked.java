package dev.parterre.reservation.system;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A request of a [Crowd] and its final answer.
///
/// @param attempts how often the request was sent
record Asked(String path, String key, byte[] body, Answer answer, int attempts) {

  boolean isReservation() {
    return path.equals("/reservations") && answer.status() == 201;
  }

  String reservationId() {
    return answer.json().path("reservationId").asString();
  }

  List<String> seats() {
    return seats(answer.json());
  }

  static List<String> seats(JsonNode reservation) {
    return StreamSupport.stream(reservation.path("seats").spliterator(), false)
        .map(seat -> seat.path("seat").asString())
        .toList();
  }
}
