package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Message;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The messages by the names that scripts use.
enum Kind {
  PREPARE,
  PROMISE,
  ACCEPT,
  ACCEPTED,
  PREEMPTED,
  HEARTBEAT,
  HEARTBEAT_ACK,
  CANVASS,
  MISSED,
  FOLLOWS,
  LEARN,
  DECIDED,
  FORWARD,
  SNAPSHOT_OFFER,
  TAKE_OVER,
  CHANGE_REFUSED,
  PULSE,
  OTHER;

  static Kind of(Message message) {
    return switch (message) {
      case Message.Prepare _ -> PREPARE;
      case Message.Promise _ -> PROMISE;
      case Message.Accept _ -> ACCEPT;
      case Message.Accepted _ -> ACCEPTED;
      case Message.Preempted _ -> PREEMPTED;
      case Message.Heartbeat _ -> HEARTBEAT;
      case Message.HeartbeatAck _ -> HEARTBEAT_ACK;
      case Message.Canvass _ -> CANVASS;
      case Message.Missed _ -> MISSED;
      case Message.Follows _ -> FOLLOWS;
      case Message.Learn _ -> LEARN;
      case Message.Decided _ -> DECIDED;
      case Message.Forward _ -> FORWARD;
      case Message.SnapshotOffer _ -> SNAPSHOT_OFFER;
      case Message.TakeOver _ -> TAKE_OVER;
      case Message.ChangeRefused _ -> CHANGE_REFUSED;
      case Message.Pulse _ -> PULSE;
      // Stages ask for none of these: no reads, directives or digests, and no relays, which are the
      // event loop's.
      case Message.AskHandOver _, Message.AskChange _, Message.AskDirective _ -> OTHER;
      case Message.StateAt _, Message.AskRead _, Message.ReadAt _, Message.Relay _ -> OTHER;
    };
  }

  static Optional<Kind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
  }

  /// Whether it tells a reader nothing each time: it is counted instead of told.
  boolean isChatter() {
    return this == HEARTBEAT || this == HEARTBEAT_ACK || this == PULSE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
