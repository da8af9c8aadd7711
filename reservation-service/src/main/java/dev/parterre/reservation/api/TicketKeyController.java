package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.MintTicketKey;
import dev.parterre.reservation.boxoffice.BookingCommand.RevokeTicketKey;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyMinted;
import dev.parterre.reservation.boxoffice.Outcome.TicketKeyRevoked;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.tickets.Token;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows with which public keys an event's tickets are checked, and rotates them.
@RestController
@RequestMapping(Answers.API + "/events/{eventId}/ticket-keys")
final class TicketKeyController {

  private final Issuing issuing;
  private final Ordering ordering;
  private final BoxOffice office;

  TicketKeyController(Issuing issuing, Ordering ordering, BoxOffice office) {
    this.issuing = issuing;
    this.ordering = ordering;
    this.office = office;
  }

  /// A public key as a JWK ([RFC 8037](https://www.rfc-editor.org/rfc/rfc8037)).
  private record Jwk(String kty, String crv, String x, String kid, String use, String alg) {}

  private record JwkSet(List<Jwk> keys) {}

  @GetMapping
  ResponseEntity<JwkSet> list(@PathVariable EventId eventId, ReadMode mode) {
    var shown = issuing.keys(eventId, mode);
    return Answers.ok(shown.index(), new JwkSet(shown.value().stream().map(this::jwk).toList()));
  }

  private Jwk jwk(TicketKey key) {
    byte[] x = issuing.signer(key).publicKey();
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(x);
    return new Jwk("OKP", "Ed25519", encoded, Token.kid(key.id()), "sig", "EdDSA");
  }

  @Admin
  @PostMapping
  ResponseEntity<Jwk> mint(
      @PathVariable EventId eventId,
      @RequestBody(required = false) @Nullable NoMembers request,
      IdempotencyKey key) {
    var command = MintTicketKey.of(eventId, false);
    var ordered = ordering.place(key, command, TicketKeyMinted.class);
    var id = new TicketKey.Id(eventId, ordered.outcome().version());
    return Answers.created(
        ordered.index(),
        "/events/" + eventId + "/ticket-keys",
        jwk(Objects.requireNonNull(office.ticketKey(id))));
  }

  @Admin
  @DeleteMapping("/{kid}")
  ResponseEntity<Void> revoke(
      @PathVariable EventId eventId, @PathVariable String kid, IdempotencyKey key) {
    var id =
        Token.key(kid)
            .filter(it -> it.eventId().equals(eventId))
            .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, Refusals.NO_KEY));
    var command = new RevokeTicketKey(eventId, id.version());
    return Answers.noContent(ordering.place(key, command, TicketKeyRevoked.class).index());
  }
}
