package dev.parterre.reservation.cli;

import dev.parterre.paxos.StateMachine;
import java.util.ServiceLoader;

/// What the replicas of this program replicate, before any command. The command line checks backups
/// with it, whatever it is: the program names it among its services.
final class EmptyState {

  private EmptyState() {}

  static StateMachine ofThisProgram() {
    return ServiceLoader.load(StateMachine.class).findFirst().orElseThrow();
  }
}
