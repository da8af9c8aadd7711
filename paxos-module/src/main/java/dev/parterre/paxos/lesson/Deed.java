package dev.parterre.paxos.lesson;

/// What can be done with a message under way.
enum Deed {
  DELIVER,
  DROP,
  DOUBLE,
  HOLD,
  RELEASE
}
