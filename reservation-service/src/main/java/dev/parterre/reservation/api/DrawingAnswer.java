package dev.parterre.reservation.api;

import dev.parterre.reservation.catalog.PackedDrawing;
import dev.parterre.reservation.web.AcceptedCodings;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Sends a drawing in a coding that the client accepts: gzip, or identity, decompressed while it is
/// sent. Each coding has its own strong entity tag (RFC 9110, 8.8.3.3).
///
/// @param index the index of the state in which the drawing was found
record DrawingAnswer(PackedDrawing drawing, long index) {

  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /// In the order in which they are preferred if the client has no preference.
  private enum Coding {
    GZIP("gzip"),
    IDENTITY(AcceptedCodings.IDENTITY);

    private final String word;

    Coding(String word) {
      this.word = word;
    }
  }

  /// Answers 304 if the client has the drawing in any coding that it accepts, even if it would
  /// prefer another: a plan never changes.
  ResponseEntity<InputStreamResource> to(HttpHeaders request) {
    var codings = codings(AcceptedCodings.of(request));
    var known =
        request.getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
            .flatMap(line -> ETag.parse(line).stream())
            .toList();
    for (var coding : codings) {
      if (known.stream().anyMatch(tag -> isOf(coding, tag))) {
        return head(HttpStatus.NOT_MODIFIED, coding).build();
      }
    }
    return whole(codings.getFirst());
  }

  /// The codings that the client accepts, the preferred one first.
  private List<Coding> codings(AcceptedCodings accepted) {
    var codings =
        Arrays.stream(Coding.values())
            .filter(coding -> accepted.weightOf(coding.word) > 0)
            .sorted(Comparator.comparingInt(coding -> -accepted.weightOf(coding.word)))
            .toList();
    if (codings.isEmpty()) {
      throw new ProblemException(
              Problem.NOT_ACCEPTABLE,
              "The header Accept-Encoding admits neither gzip nor identity.")
          .with(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
          .with(LogIndex.HEADER, index);
    }
    return codings;
  }

  private ResponseEntity<InputStreamResource> whole(Coding coding) {
    var answer = head(HttpStatus.OK, coding).contentType(MediaType.APPLICATION_JSON);
    return switch (coding) {
      case GZIP ->
          answer
              .header(HttpHeaders.CONTENT_ENCODING, coding.word)
              .contentLength(drawing.gzipLength())
              .body(new InputStreamResource(drawing::gzip));
      case IDENTITY ->
          answer.contentLength(drawing.jsonLength()).body(new InputStreamResource(drawing::json));
    };
  }

  private ResponseEntity.BodyBuilder head(HttpStatus status, Coding coding) {
    return ResponseEntity.status(status)
        .eTag("\"" + tag(coding) + "\"")
        .varyBy(HttpHeaders.ACCEPT_ENCODING)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(LogIndex.HEADER, Long.toString(index));
  }

  private String tag(Coding coding) {
    return switch (coding) {
      case GZIP -> drawing.fingerprint() + "-gzip";
      case IDENTITY -> drawing.fingerprint();
    };
  }

  /// A weak comparison, as `If-None-Match` requires (RFC 9110, 13.1.2).
  private boolean isOf(Coding coding, ETag known) {
    return known.isWildcard() || known.tag().equals(tag(coding));
  }
}
