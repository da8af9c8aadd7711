package dev.parterre.paxos;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets a node that does not hear the leader, or that the leader does not hear, be served through
/// another node that hears both: one hop, there and back. Duplicates do no harm, since commands and
/// reads have ids; votes are never relayed.
final class Relays {

  private static final int DETOUR_SILENCES = 10;
  private static final int ASKED_MAX = 10_000;

  /// The leader that this node follows, and the peer that it relies on to reach it.
  record Course(
      @Nullable NodeId leader, @Nullable NodeId relied, Set<NodeId> members, long nowMillis) {}

  private record Way(NodeId neighbour, long usedAt) {}

  private final Settings settings;
  private final Map<NodeId, Way> waysBack = new HashMap<>();
  private final Map<NodeId, Way> reliers = new HashMap<>();
  private Slot taught = Slot.NONE;

  /// The peer that is asked in place of `detourOf`, until `detourUntil`: that leader did not answer
  /// in time, although its heartbeats may be heard.
  private @Nullable NodeId detour;

  private @Nullable NodeId detourOf;
  private long detourUntil;
  private int detours;
  private final Map<Object, Long> asked = new HashMap<>();
  private @Nullable NodeId askedOf;

  Relays(Settings settings) {
    this.settings = settings;
  }

  /// Sends a message to another node, by way of a neighbour if need be. It is sent directly, too,
  /// since the neighbour may not reach the receiver either. An answer that comes directly does not
  /// show that the question went directly, so a detour ends only by its time.
  void send(Envelope said, Course course, List<Envelope> abroad) {
    var neighbour = isAnswer(said.message()) ? wayBack(said.to(), course) : wayTo(said, course);
    if (said.message() instanceof Follows) {
      reliers.put(said.to(), new Way(said.to(), course.nowMillis));
      taught = Slot.NONE;
    }
    if (neighbour == null || !neighbour.equals(course.relied) || !isForOneWay(said.message())) {
      abroad.add(said);
    }
    if (neighbour != null) {
      var relay = new Relay(settings.self(), said.to(), said.message());
      abroad.add(new Envelope(settings.self(), neighbour, relay));
    }
  }

  /// Not sent both ways. A change has no id: asked for twice, it might be made and reported as
  /// refused.
  private static boolean isForOneWay(Message message) {
    return message instanceof AskChange || message instanceof Forward;
  }

  private static boolean isAnswer(Message message) {
    return message instanceof ReadAt || message instanceof ChangeRefused;
  }

  private static boolean isQuestion(Message message) {
    return message instanceof Forward
        || message instanceof AskRead
        || message instanceof AskChange
        || message instanceof AskDirective
        || message instanceof AskHandOver;
  }

  private @Nullable NodeId wayBack(NodeId origin, Course course) {
    var way = waysBack.get(origin);
    return way == null || isOver(way, course.nowMillis) ? null : way.neighbour;
  }

  private @Nullable NodeId wayTo(Envelope said, Course course) {
    if (!isQuestion(said.message()) || !said.to().equals(course.leader)) {
      return null;
    }
    if (course.relied != null || said.message() instanceof AskChange) {
      return course.relied;
    }
    if (isAskedAgain(said, course.nowMillis)) {
      takeDetour(said.to(), course);
    }
    return said.to().equals(detourOf) && course.nowMillis < detourUntil ? detour : null;
  }

  /// Whether this leader was asked the same before, and thus did not answer in time.
  private boolean isAskedAgain(Envelope said, long nowMillis) {
    if (!said.to().equals(askedOf) || asked.size() > ASKED_MAX) {
      asked.clear();
      askedOf = said.to();
    }
    if (!(said.message() instanceof Forward(var commands))) {
      return isAskedAgain(said.message(), nowMillis);
    }
    var again = false;
    for (var command : commands) {
      again |= isAskedAgain(command.id(), nowMillis);
    }
    return again;
  }

  /// Something asked long ago does not count: an operator may want it once more.
  private boolean isAskedAgain(Object question, long nowMillis) {
    var before = asked.put(question, nowMillis);
    return before != null && nowMillis - before < detourMillis();
  }

  private long detourMillis() {
    return (long) DETOUR_SILENCES * settings.silenceMillis();
  }

  /// Tries one member after the other, since it is not known which of them hears both.
  private void takeDetour(NodeId leader, Course course) {
    var others =
        course.members.stream()
            .filter(member -> !member.equals(leader) && !member.equals(settings.self()))
            .sorted()
            .toList();
    detour = others.isEmpty() ? null : others.get(detours++ % others.size());
    detourOf = leader;
    detourUntil = course.nowMillis + detourMillis();
  }

  /// Takes what is addressed to this node, and relays what is on its way to the leader or from it.
  ///
  /// @return null if it was not for this node
  @Nullable Input received(Envelope envelope, Course course, List<Envelope> onward) {
    var from = envelope.from();
    if (!(envelope.message() instanceof Relay(var origin, var to, var inner))) {
      return new Input.Received(from, envelope.message());
    }
    if (!isAnswer(inner) && !isQuestion(inner)) {
      return null;
    }
    if (to.equals(settings.self())) {
      waysBack.put(origin, new Way(from, course.nowMillis));
      return new Input.Relayed(origin, inner);
    }
    var heard = course.relied == null ? course.leader : null;
    if (from.equals(origin) && (to.equals(heard) || origin.equals(heard))) {
      onward.add(new Envelope(settings.self(), to, envelope.message()));
    }
    return null;
  }

  /// Nodes that rely on this one learn at once what is decided.
  ///
  /// @param tell told which node to send the decisions, and from which slot on
  void endTurn(
      Slot decided, long nowMillis, Function<NodeId, Slot> known, BiConsumer<NodeId, Slot> tell) {
    reliers.values().removeIf(way -> isOver(way, nowMillis));
    waysBack.values().removeIf(way -> isOver(way, nowMillis));
    for (var peer : reliers.keySet()) {
      var last = Slot.max(taught, known.apply(peer));
      if (decided.isAfter(last)) {
        tell.accept(peer, last.next());
      }
    }
    taught = decided;
  }

  private boolean isOver(Way way, long nowMillis) {
    return nowMillis - way.usedAt >= 2L * settings.silenceMillis();
  }
}
