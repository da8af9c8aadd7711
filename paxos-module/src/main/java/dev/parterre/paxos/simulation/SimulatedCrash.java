package dev.parterre.paxos.simulation;

/// The power of a simulated node fails at this point, in the middle of whatever it does.
final class SimulatedCrash extends Error {

  private static final long serialVersionUID = 1;

  SimulatedCrash() {
    super("power failure", null, false, false);
  }
}
