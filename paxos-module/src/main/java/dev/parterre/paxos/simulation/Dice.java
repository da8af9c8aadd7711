package dev.parterre.paxos.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The randomness of one part of a run. Each part has dice of its own, so that leaving something
/// out of one part does not change the others.
final class Dice {

  private static final int PARTS_MAX = 64;
  static final int SCRIPT = 0;
  static final int NETWORK = 1;
  static final int CLIENTS = 2;
  static final int TROUBLE = 3;
  static final int ADMINISTRATORS = 4;

  /// One further part for each node, by its id.
  static final int NODES = 8;

  private final SplittableRandom random;

  Dice(long seed, int part) {
    random = new SplittableRandom(seed * PARTS_MAX + part);
  }

  boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /// From `least` to `most`, both inclusive.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// For code that does not know these dice.
  RandomGenerator random() {
    return random;
  }

  long nextLong() {
    return random.nextLong();
  }
}
