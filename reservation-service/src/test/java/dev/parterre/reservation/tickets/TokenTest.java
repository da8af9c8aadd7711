package dev.parterre.reservation.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.SecretId;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.tickets.Token.Claims;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private static final TicketKey.Id ID = new TicketKey.Id(new EventId("17"), 3);
  private static final SigningKey SIGNER = signer(ID, 1);
  private static final Claims CLAIMS =
      new Claims("17", "K7Q2M9A", "Ränge \"1\" 😀", null, null, "child");

  /// As OpenSSL makes it from the same 32 bytes.
  private static final String PUBLIC_KEY =
      "da4a2e44a54914793ea52c7166635fe7bebef09a4edf1a1950a00f08597d8ff5";

  /// What comes before the 32 bytes of an Ed25519 key in an X.509 structure (RFC 8410).
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static SigningKey signer(TicketKey.Id id, long low) {
    return SigningKey.of(new TicketKey(id, new SecretId(7, low), false, 1));
  }

  private static Optional<Token> read(String text) {
    return Token.read(text, id -> id.equals(ID) ? Optional.of(SIGNER) : Optional.empty());
  }

  @Test
  void a_token_is_read_as_it_was_signed() {
    var token = new Token(ID, CLAIMS);
    assertThat(read(token.sign(SIGNER))).hasValue(token);
    var place = new Token(ID, new Claims("17", "K7Q2M9A", null, "pit", 2, null));
    assertThat(read(place.sign(SIGNER))).hasValue(place);
  }

  /// As a scanner does that knows nothing but the published key.
  @Test
  void anyone_can_check_a_token_with_the_public_key() throws Exception {
    var parts = new Token(ID, CLAIMS).sign(SIGNER).split("\\.");
    byte[] encoded = new byte[X509.length + 32];
    System.arraycopy(X509, 0, encoded, 0, X509.length);
    System.arraycopy(SIGNER.publicKey(), 0, encoded, X509.length, 32);
    var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(text(parts[0])).isEqualTo("{\"alg\":\"EdDSA\",\"kid\":\"17.3\"}");
    assertThat(text(parts[1]))
        .isEqualTo(
            "{\"event\":\"17\",\"code\":\"K7Q2M9A\",\"seat\":\"Ränge \\\"1\\\""
                + " 😀\",\"type\":\"child\"}");
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  /// A scanner that has the key must go on to accept tickets after an upgrade.
  @Test
  void the_same_seed_gives_the_same_keys_and_signatures_for_ever() {
    assertThat(HexFormat.of().formatHex(SIGNER.publicKey()))
        .isEqualTo(HexFormat.of().formatHex(signer(ID, 1).publicKey()))
        .isEqualTo(PUBLIC_KEY);
    assertThat(new Token(ID, CLAIMS).sign(SIGNER))
        .isEqualTo(new Token(ID, CLAIMS).sign(signer(ID, 1)));
  }

  @Test
  void a_changed_letter_anywhere_makes_it_none() {
    var good = new Token(ID, CLAIMS).sign(SIGNER);
    for (int at = 0; at < good.length(); at++) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      var bad = good.substring(0, at) + other + good.substring(at + 1);
      boolean isSameBits =
          text(bad, 2).equals(text(good, 2))
              && bad.startsWith(good.substring(0, good.lastIndexOf('.')));
      assertThat(read(bad).isPresent()).as(bad).isEqualTo(isSameBits);
    }
  }

  private static String text(String token, int part) {
    var parts = token.split("\\.");
    try {
      return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(parts[part]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException none) {
      return "";
    }
  }

  @Test
  void a_key_signs_only_for_its_own_event_and_another_key_does_not() {
    var foreign = new Claims("18", "K7Q2M9A", "A-1", null, null, null);
    assertThat(read(new Token(ID, foreign).sign(SIGNER))).isEmpty();
    assertThat(read(new Token(ID, CLAIMS).sign(signer(ID, 2)))).isEmpty();
    assertThat(read(new Token(new TicketKey.Id(ID.eventId(), 4), CLAIMS).sign(SIGNER))).isEmpty();
  }

  /// Of a header, nothing but our own form is read: no other algorithm, no key inside.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b.c",
        "....",
        "e30.e30.e30",
        "eyJhbGciOiJub25lIiwia2lkIjoiMTcuMyJ9.e30.AAAA",
        "eyJhbGciOiJFZERTQSIsImtpZCI6IjE3LjMifQ.e30.",
        "eyJhbGciOiJFZERTQSIsImtpZCI6IjE3LjMifQ.e30.AAAA",
        "eyJhbGciOiJFZERTQSIsImtpZCI6IjE3Ljk5OTk5OTk5OTk5OTkifQ.e30.AAAA",
        "ä.ö.ü"
      })
  void what_is_no_token_is_none(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(read(text + "A".repeat(5_000))).isEmpty();
  }
}
