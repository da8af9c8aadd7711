package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import java.util.List;

/// Settings with limits so small that a few commands reach them.
public final class TestSettings {

  static final int HEARTBEAT_MILLIS = 100;
  static final int SILENCE_MILLIS = 800;
  static final int RESEND_MILLIS = 250;

  private static final int WINDOW_SLOTS = 4;
  private static final int BATCH_COMMANDS = 10;
  private static final int BATCH_BYTES = 1000;
  private static final int PENDING_COMMANDS = 100;
  private static final int PENDING_BYTES = 100_000;
  private static final int TICK_MILLIS = 1000;

  private TestSettings() {}

  public static Settings of(NodeId self, List<NodeId> contacts) {
    return of(self, contacts, HEARTBEAT_MILLIS, SILENCE_MILLIS, RESEND_MILLIS);
  }

  static Settings of(
      NodeId self,
      List<NodeId> contacts,
      int heartbeatMillis,
      int silenceMillis,
      int resendMillis) {
    return new Settings(
        self,
        self.value(),
        contacts,
        WINDOW_SLOTS,
        BATCH_COMMANDS,
        BATCH_BYTES,
        PENDING_COMMANDS,
        PENDING_BYTES,
        heartbeatMillis,
        silenceMillis,
        resendMillis,
        TICK_MILLIS);
  }
}
