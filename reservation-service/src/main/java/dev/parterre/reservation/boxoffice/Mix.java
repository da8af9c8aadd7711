package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;

/// A 64-bit hash of all fields of one entry of the state. The digest is the sum of these hashes, so
/// each of them must look random by itself: every word goes through a full mixing step.
final class Mix implements Fields {

  private static final long KEY = 0x6A09E667F3BCC908L;

  private final int level;
  private long hash;

  /// For an entry that has the same fields at every format level.
  Mix(Kind kind) {
    this(kind, FormatLevel.FIRST);
  }

  Mix(Kind kind, int level) {
    this.level = level;
    hash = KEY;
    number(kind.code);
  }

  @Override
  public int level() {
    return level;
  }

  @Override
  public Mix number(long word) {
    hash = mixed(hash ^ mixed(word + 0x9E3779B97F4A7C15L));
    return this;
  }

  @Override
  public Mix numbers(int[] words) {
    number(words.length);
    for (int word : words) {
      number(word);
    }
    return this;
  }

  @Override
  public Mix flag(boolean value) {
    return number(value ? 1 : 0);
  }

  @Override
  public Mix bytes(byte[] value) {
    return number(Sha256.of(value).getLong());
  }

  @Override
  public Mix text(String text) {
    int length = text.length();
    number(length);
    for (int at = 0; at < length; at += 4) {
      long word = 0;
      for (int i = at; i < Math.min(at + 4, length); i++) {
        word = word << 16 | text.charAt(i);
      }
      number(word);
    }
    return this;
  }

  @Override
  public Mix secret(SecretId secret) {
    return number(secret.high()).number(secret.low());
  }

  long hash() {
    return hash;
  }

  private static long mixed(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
