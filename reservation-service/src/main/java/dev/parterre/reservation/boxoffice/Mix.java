package dev.parterre.reservation.boxoffice;

/// A 64-bit hash of one entry of the state, over all that the entry says. Entries are summed up, so
/// a single one must already look random: each word goes through a full mixing step.
final class Mix {

  private static final long KEY = 0x6A09E667F3BCC908L;

  private long hash;

  /// @param kind of entry, so that two kinds with the same words differ
  Mix(int kind) {
    hash = KEY;
    add(kind);
  }

  Mix add(long word) {
    hash = mixed(hash ^ mixed(word + 0x9E3779B97F4A7C15L));
    return this;
  }

  Mix add(int[] words) {
    add(words.length);
    for (int word : words) {
      add(word);
    }
    return this;
  }

  Mix add(String text) {
    int length = text.length();
    add(length);
    for (int at = 0; at < length; at += 4) {
      long word = 0;
      for (int i = at; i < Math.min(at + 4, length); i++) {
        word = word << 16 | text.charAt(i);
      }
      add(word);
    }
    return this;
  }

  Mix add(SecretId secret) {
    return add(secret.high()).add(secret.low());
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
