package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Envelope;

/// A message under way.
///
/// @param number by which scripts can name it; of a stage the first is 1
/// @param held until the script releases it
record Parcel(long number, Envelope envelope, long sentAtMillis, boolean held) {

  Parcel held(boolean next) {
    return new Parcel(number, envelope, sentAtMillis, next);
  }

  Kind kind() {
    return Kind.of(envelope.message());
  }

  private String route() {
    return envelope.from() + " -> " + envelope.to();
  }

  @Override
  public String toString() {
    return "#" + number + " " + route() + ": " + Wording.of(envelope.message());
  }
}
