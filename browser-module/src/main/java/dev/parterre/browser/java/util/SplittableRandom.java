package dev.parterre.browser.java.util;

/// The sequence of the JDK's generator for a seed, number by number: SplitMix64 (Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", 2014).
public final class SplittableRandom {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long seed;

  public SplittableRandom(long seed) {
    this.seed = seed;
  }

  private long nextLong() {
    seed += GOLDEN_GAMMA;
    var mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /// @throws IllegalArgumentException unless the bound is positive
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive");
    }
    var most = bound - 1;
    if ((bound & most) == 0) {
      return nextLong() & most;
    }
    // The numbers above the last multiple of the bound would make the small results likelier.
    var drawn = nextLong() >>> 1;
    while (drawn + most - drawn % bound < 0) {
      drawn = nextLong() >>> 1;
    }
    return drawn % bound;
  }
}
