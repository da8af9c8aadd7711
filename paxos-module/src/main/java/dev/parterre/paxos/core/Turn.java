package dev.parterre.paxos.core;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Collects the effects of one step from the roles that take part in it.
final class Turn {

  private final NodeId self;
  private final Time time;
  private final List<Envelope> now = new ArrayList<>();
  private final List<LogRecord> writes = new ArrayList<>();
  private final List<Envelope> afterForce = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  Turn(NodeId self, Time time) {
    this.self = self;
    this.time = time;
  }

  Time time() {
    return time;
  }

  long millis() {
    return time.millis();
  }

  void send(NodeId to, Message message) {
    now.add(new Envelope(self, to, message));
  }

  void sendAll(Collection<NodeId> receivers, Message message) {
    receivers.forEach(receiver -> send(receiver, message));
  }

  void write(LogRecord write) {
    writes.add(write);
  }

  void sendAfterForce(NodeId to, Message message) {
    afterForce.add(new Envelope(self, to, message));
  }

  void decide(Decision decision) {
    decisions.add(decision);
  }

  void notify(Notice notice) {
    notices.add(notice);
  }

  Effects effects() {
    return new Effects(now, writes, afterForce, decisions, notices);
  }
}
