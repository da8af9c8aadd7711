package dev.parterre.paxos.crash;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What is sent at once in one turn passes a point once, however many receivers it has.
record CrashingTransport(Transport transport, CrashPoints points) implements Transport {

  private record Saying(CrashPoint before, CrashPoint after, Predicate<Message> is) {}

  private static final List<Saying> SAYINGS =
      List.of(
          new Saying(
              CrashPoint.BEFORE_PREPARE,
              CrashPoint.AFTER_PREPARE,
              Message.Prepare.class::isInstance),
          new Saying(
              CrashPoint.BEFORE_PROMISE,
              CrashPoint.AFTER_PROMISE,
              Message.Promise.class::isInstance),
          new Saying(
              CrashPoint.BEFORE_ACCEPT, CrashPoint.AFTER_ACCEPT, Message.Accept.class::isInstance),
          new Saying(
              CrashPoint.BEFORE_ACCEPTED,
              CrashPoint.AFTER_ACCEPTED,
              Message.Accepted.class::isInstance));

  @Override
  public void send(List<Envelope> envelopes) {
    var news = new Saying(CrashPoint.BEFORE_DECIDE, CrashPoint.AFTER_DECIDE, this::isNews);
    endIfDue(envelopes, news);
    SAYINGS.forEach(saying -> endIfDue(envelopes, saying));
    transport.send(envelopes);
    envelopes.forEach(envelope -> points.told(decidedIn(envelope.message())));
  }

  private boolean isNews(Message message) {
    return points.isNews(decidedIn(message));
  }

  private static Slot decidedIn(Message message) {
    return switch (message) {
      case Message.Accept accept -> accept.decided();
      case Message.Heartbeat heartbeat -> heartbeat.decided();
      case Message.Decided lesson -> lesson.decided();
      case Message.Prepare _, Message.Promise _, Message.Accepted _, Message.Preempted _ ->
          Slot.NONE;
      case Message.HeartbeatAck _, Message.Canvass _, Message.Missed _, Message.Learn _ ->
          Slot.NONE;
      case Message.Forward _, Message.SnapshotOffer _, Message.TakeOver _ -> Slot.NONE;
      case Message.AskHandOver _, Message.AskChange _, Message.ChangeRefused _ -> Slot.NONE;
      case Message.AskDirective _, Message.StateAt _, Message.Pulse _ -> Slot.NONE;
      case Message.AskRead _, Message.ReadAt _, Message.Follows _, Message.Relay _ -> Slot.NONE;
    };
  }

  private void endIfDue(List<Envelope> envelopes, Saying saying) {
    if (envelopes.stream().noneMatch(envelope -> saying.is.test(envelope.message()))) {
      return;
    }
    if (points.reach(saying.before) != null) {
      points.end();
    }
    var plan = points.reach(saying.after);
    if (plan != null) {
      transport.send(saidBeforeTheEnd(envelopes, saying, plan));
      points.end();
    }
  }

  /// Of that kind of message, those that the plan lets through; of others, those before the last of
  /// that kind.
  private static List<Envelope> saidBeforeTheEnd(
      List<Envelope> envelopes, Saying saying, CrashPlan plan) {
    var said = new ArrayList<Envelope>();
    var last = -1;
    for (var i = 0; i < envelopes.size(); i++) {
      last = saying.is.test(envelopes.get(i).message()) ? i : last;
    }
    for (var envelope : envelopes.subList(0, last + 1)) {
      var only = plan.only();
      if (!saying.is.test(envelope.message())
          || only.isEmpty()
          || only.get().contains(envelope.to())) {
        said.add(envelope);
      }
    }
    return said;
  }

  @Override
  public void reach(Map<NodeId, URI> members) {
    transport.reach(members);
  }

  @Override
  public boolean fetch(NodeId peer, Snapshot snapshot) {
    return transport.fetch(peer, snapshot);
  }

  @Override
  public void close() {
    transport.close();
  }
}
