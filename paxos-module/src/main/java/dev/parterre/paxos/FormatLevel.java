package dev.parterre.paxos;

/// What the members of a cluster have agreed to be able to read: a number in the replicated state.
/// A program writes nothing into the log or into a snapshot that the level does not allow, so
/// replicas can be upgraded one after the other, and back again as long as one of them is not. The
/// leader has the level raised, by a decision, once every member says that it reads the next one.
/// It never falls: from then on a program that does not read it refuses to go on, in words.
///
/// A new cluster is founded at the newest level of the program of its first leader.
///
/// To change what is replicated (a new kind of command or entry, another rule, another field), add
/// a level, and let what is new depend on it.
public final class FormatLevel {

  /// What was written before there were levels.
  public static final int FIRST = 1;

  /// A deadline that takes effect has an index of its own. Of the box office: what a hold came to,
  /// categories without a price, and snapshots in sections.
  public static final int SECOND = 2;

  /// Of the box office: places in areas without numbered seats.
  public static final int THIRD = 3;

  /// Of the box office: a limit on the open holds of one client, and holds that are renewed.
  public static final int FOURTH = 4;

  /// Of the box office: features of seats, seats that it chooses, an exception from the rule
  /// against orphans, and the exchange of seats.
  public static final int FIFTH = 5;

  /// Of the box office: ticket types, discounts, times of sale, and events that change or are
  /// cancelled.
  public static final int SIXTH = 6;

  /// Of the box office: waiting lists, payments that are noted, tickets and check-ins.
  public static final int SEVENTH = 7;

  /// The newest that this program reads and writes.
  public static final int NEWEST = SEVENTH;

  private FormatLevel() {}
}
