package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Hands out tokens, and accepts each of them once, within a short time, from a caller that has
/// proved that it knows the secret. Callers that only ask for tokens cost no memory: a token itself
/// says, and proves, when it was made.
final class Doorkeeper {

  private static final int MAC_BYTES = 16;
  private static final int TOKEN_BYTES = 2 * Long.BYTES + MAC_BYTES;

  private final SecureRandom random = new SecureRandom();
  private final byte[] key = new byte[32];
  private final LongSupplier nanoClock;
  private final Map<Long, Long> usedAt = new HashMap<>();

  Doorkeeper(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    random.nextBytes(key);
  }

  byte[] token() {
    return token(random.nextLong(), nanoClock.getAsLong());
  }

  private byte[] token(long number, long madeAt) {
    var out = new ByteWriter();
    out.putLong(number);
    out.putLong(madeAt);
    var mac = Secret.mac(key).doFinal(out.toByteArray());
    out.putLong(0);
    out.putLong(0);
    var token = out.toByteArray();
    System.arraycopy(mac, 0, token, 2 * Long.BYTES, MAC_BYTES);
    return token;
  }

  /// Called only for a hello whose proof is right, so that nobody but peers takes up memory.
  ///
  /// @return whether the token was made here, not long ago, and was not used before
  boolean isFresh(byte[] token) {
    if (token.length != TOKEN_BYTES) {
      return false;
    }
    try {
      var in = new ByteReader(token);
      var number = in.getLong();
      var madeAt = in.getLong();
      return Secret.areEqual(token(number, madeAt), token) && isFirstUse(number, madeAt);
    } catch (MalformedException tooShort) {
      return false;
    }
  }

  private synchronized boolean isFirstUse(long number, long madeAt) {
    var now = nanoClock.getAsLong();
    var longest = TimeUnit.MILLISECONDS.toNanos(Bounds.TOKEN_MILLIS);
    usedAt.values().removeIf(at -> now - at > longest);
    return now - madeAt <= longest
        && usedAt.size() < Bounds.TOKENS_USED
        && usedAt.putIfAbsent(number, madeAt) == null;
  }
}
