package dev.parterre.paxos.core;

/// An explored state breaks a rule.
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1;

  Violation(String rule) {
    super(rule);
  }
}
