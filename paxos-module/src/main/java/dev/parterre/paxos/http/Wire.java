package dev.parterre.paxos.http;

import dev.parterre.paxos.format.Format;

/// The words of the exchange between peers.
final class Wire {

  static final String EXCHANGE_PATH = "/paxos/exchange";
  static final String WATCH_PATH = "/paxos/watch";

  static final String FROM = "Parterre-From";
  static final String TO = "Parterre-To";
  static final String FORMAT = "Parterre-Format";

  /// In a request and in its response: a [Secret]'s proof by the side that sends it.
  static final String PROOF = "Parterre-Proof";

  static final String VERSION = Byte.toString(Format.VERSION);

  private Wire() {}
}
