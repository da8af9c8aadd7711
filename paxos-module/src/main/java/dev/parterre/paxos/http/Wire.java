package dev.parterre.paxos.http;

import dev.parterre.paxos.format.Format;

/// The words of the exchange between peers. Each header stands in requests and in responses, unless
/// it says otherwise.
final class Wire {

  static final String EXCHANGE_PATH = "/paxos/exchange";
  static final String WATCH_PATH = "/paxos/watch";
  static final String SNAPSHOT_PATH = "/paxos/snapshot";

  /// In requests only.
  static final String FROM = "Parterre-From";

  /// In requests only.
  static final String TO = "Parterre-To";

  /// The version in which the body is written.
  static final String FORMAT = "Parterre-Format";

  /// The newest version that the sender reads; since format 2.
  static final String NEWEST = "Parterre-Newest";

  /// The sender's storage id and the last log sequence forced there; since format 2.
  static final String STORAGE = "Parterre-Storage";

  /// A [Secret]'s proof by the side that sends it.
  static final String PROOF = "Parterre-Proof";

  static final String VERSION = Byte.toString(Format.VERSION);

  private Wire() {}
}
