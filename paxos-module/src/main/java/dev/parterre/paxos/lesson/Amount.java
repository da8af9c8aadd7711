package dev.parterre.paxos.lesson;

/// How many of the messages that a selector fits.
sealed interface Amount {

  /// The one that has been under way for longest; it is an error if there is none.
  record Oldest() implements Amount {}

  record All() implements Amount {}

  /// Each with this probability.
  record Each(Chance chance) implements Amount {}
}
