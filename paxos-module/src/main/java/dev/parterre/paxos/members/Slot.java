package dev.parterre.paxos.members;

/// A position in the one order of proposals. The first is 1; [#NONE] comes before it.
public record Slot(long number) implements Comparable<Slot> {

  public static final Slot NONE = new Slot(0);

  public Slot {
    if (number < 0) {
      throw new IllegalArgumentException("a slot cannot be negative: " + number);
    }
  }

  public Slot next() {
    return new Slot(number + 1);
  }

  /// The slot before [#NONE] is [#NONE] itself.
  public Slot before() {
    return new Slot(Math.max(0, number - 1));
  }

  public Slot plus(long slots) {
    return new Slot(number + slots);
  }

  public boolean isAfter(Slot other) {
    return number > other.number;
  }

  public static Slot max(Slot a, Slot b) {
    return a.isAfter(b) ? a : b;
  }

  @Override
  public int compareTo(Slot other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
