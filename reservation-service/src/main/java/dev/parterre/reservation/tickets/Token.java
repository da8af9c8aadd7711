package dev.parterre.reservation.tickets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a ticket's code says: a compact JWS ([RFC 7515](https://www.rfc-editor.org/rfc/rfc7515)) by
/// Ed25519 ([RFC 8037](https://www.rfc-editor.org/rfc/rfc8037)), which anyone who has the event's
/// public key can check. It does not contain the reservation's id: who sees a ticket cannot cancel
/// anything.
///
/// @param key the key with which it is signed, `kid` of the header: the event's id, a full stop and
///   the key's version
/// @param claims the payload
public record Token(TicketKey.Id key, Claims claims) {

  /// @param event the event's id
  /// @param code of the reservation
  /// @param seat the seat's name in the plan; null for a place
  /// @param area the area of a place
  /// @param place which of the reservation's places, from 0
  /// @param type the ticket type; null if the category has one price
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Claims(
      String event,
      String code,
      @Nullable String seat,
      @Nullable String area,
      @Nullable Integer place,
      @Nullable String type) {}

  private static final int LENGTH_MAX = 4_000;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern FORM =
      Pattern.compile("(?<header>[\\w-]+)\\.(?<payload>[\\w-]+)\\.(?<signature>[\\w-]+)");
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"alg\":\"EdDSA\",\"kid\":\"(?<event>[^\"\\\\.]{1,64})\\.(?<version>[1-9][0-9]{0,3})\"}");

  /// Finds the key with this id, if there is one.
  public interface Keys {
    Optional<SigningKey> find(TicketKey.Id id);
  }

  public static String kid(TicketKey.Id key) {
    return key.eventId() + "." + key.version();
  }

  /// The key that has this `kid`; empty if none can have it.
  public static Optional<TicketKey.Id> key(String kid) {
    return header("{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}");
  }

  private static Optional<TicketKey.Id> header(String header) {
    var parts = HEADER.matcher(header);
    return parts.matches()
        ? Optional.of(
            new TicketKey.Id(
                new EventId(parts.group("event")), Integer.parseInt(parts.group("version"))))
        : Optional.empty();
  }

  public String sign(SigningKey signer) {
    var header = "{\"alg\":\"EdDSA\",\"kid\":\"" + kid(key) + "\"}";
    var signed = encode(bytes(header)) + "." + encode(JSON.writeValueAsBytes(claims));
    return signed + "." + encode(signer.sign(bytes(signed)));
  }

  /// Empty if it is none, or its signature is wrong.
  public static Optional<Token> read(String text, Keys keys) {
    var parts = FORM.matcher(text);
    if (text.length() > LENGTH_MAX || !parts.matches()) {
      return Optional.empty();
    }
    try {
      var key = header(new String(decode(parts.group("header")), StandardCharsets.UTF_8));
      byte[] signed = bytes(text.substring(0, parts.start("signature") - 1));
      byte[] signature = decode(parts.group("signature"));
      boolean isRight =
          key.flatMap(keys::find).filter(it -> it.hasSigned(signed, signature)).isPresent();
      return isRight ? read(key.orElseThrow(), decode(parts.group("payload"))) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /// A key signs for its own event only.
  private static Optional<Token> read(TicketKey.Id key, byte[] payload) {
    try {
      var claims = JSON.readValue(payload, Claims.class);
      return key.eventId().value().equals(claims.event())
          ? Optional.of(new Token(key, claims))
          : Optional.empty();
    } catch (JacksonException foreign) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
