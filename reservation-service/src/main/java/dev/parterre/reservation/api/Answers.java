package dev.parterre.reservation.api;

import dev.parterre.reservation.web.LogIndex;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// The successful responses, each with its `Log-Index`.
final class Answers {

  static final String API = "/api/v1";

  private Answers() {}

  static <T> ResponseEntity<T> ok(long index, T body) {
    return ResponseEntity.ok().header(LogIndex.HEADER, Long.toString(index)).body(body);
  }

  /// @param location a path below [#API]
  static <T> ResponseEntity<T> created(long index, String location, T body) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(LogIndex.HEADER, Long.toString(index))
        .header(HttpHeaders.LOCATION, API + location)
        .body(body);
  }

  static ResponseEntity<Void> noContent(long index) {
    return ResponseEntity.noContent().header(LogIndex.HEADER, Long.toString(index)).build();
  }
}
