package dev.parterre.reservation.cli;

import dev.parterre.paxos.StateMachine;
import java.util.ServiceLoader;

/// The state machine that this program replicates, before any command. The command line checks
/// backups with it, but does not know it: the program provides it as a service.
final class EmptyState {

  private EmptyState() {}

  static StateMachine ofThisProgram() {
    return ServiceLoader.load(StateMachine.class).findFirst().orElseThrow();
  }
}
