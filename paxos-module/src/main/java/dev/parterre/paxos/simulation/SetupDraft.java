package dev.parterre.paxos.simulation;

/// A [Setup] that is being put together, so that each number is chosen by its name. What is not
/// chosen is 0.
final class SetupDraft {

  int nodes;
  int spares;
  int electing;
  int accepting;
  int windowSlots;
  int batchCommands;
  int batchBytes;
  int heartbeatMillis;
  int silenceMillis;
  int resendMillis;
  int snapshotSlots;
  int snapshotBytes;
  int tailSlots;
  int clients;
  int thinkMicros;
  int chaosMillis;
  Surroundings surroundings = Surroundings.PLAIN;

  SetupDraft() {}

  /// Begins with the values of a setup.
  SetupDraft(Setup setup) {
    nodes = setup.nodes();
    spares = setup.spares();
    electing = setup.electing();
    accepting = setup.accepting();
    windowSlots = setup.windowSlots();
    batchCommands = setup.batchCommands();
    batchBytes = setup.batchBytes();
    heartbeatMillis = setup.heartbeatMillis();
    silenceMillis = setup.silenceMillis();
    resendMillis = setup.resendMillis();
    snapshotSlots = setup.snapshotSlots();
    snapshotBytes = setup.snapshotBytes();
    tailSlots = setup.tailSlots();
    clients = setup.clients();
    thinkMicros = setup.thinkMicros();
    chaosMillis = setup.chaosMillis();
    surroundings = setup.surroundings();
  }

  Setup setup() {
    return new Setup(
        nodes,
        spares,
        electing,
        accepting,
        windowSlots,
        batchCommands,
        batchBytes,
        heartbeatMillis,
        silenceMillis,
        resendMillis,
        snapshotSlots,
        snapshotBytes,
        tailSlots,
        clients,
        thinkMicros,
        chaosMillis,
        surroundings);
  }
}
