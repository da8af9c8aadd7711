package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that the papers allow a network to do: it drops, duplicates, delays and reorders
/// messages, and remembers them so that it can replay them. Every node reaches every other.
final class Datagrams implements Carrier {

  /// How late a message can be, except for those that are replayed.
  static final int LATE_MICROS = 4_000_000;

  private static final int BURST_MICROS = 300;
  private static final int TAPE_MESSAGES = 48;

  private record Sent(Envelope envelope, long micros) {}

  private final World world;
  private final Lines lines;
  private final List<SimulatedNode> nodes;
  private final Dice dice;
  private final Counters counters;
  private final Map<Line, List<Envelope>> waiting = new HashMap<>();
  private final List<Sent> tape = new ArrayList<>();
  private boolean doubled;
  private Fault.Noise noise = Fault.Noise.NONE;
  private Fault.Delay delay = Fault.Delay.SHORT;

  /// @param nodes in the order of their ids, from 1 on; the list grows
  Datagrams(World world, Lines lines, List<SimulatedNode> nodes, Dice dice, Counters counters) {
    this.world = world;
    this.lines = lines;
    this.nodes = nodes;
    this.dice = dice;
    this.counters = counters;
  }

  @Override
  public void carry(Envelope envelope, int heldUpMicros) {
    remember(envelope);
    var line = lines.of(envelope.from(), envelope.to());
    if (line.cuts > 0) {
      counters.count(Sometimes.MESSAGE_CUT_OFF);
      return;
    }
    if (dice.chance(noise.lost())) {
      counters.count(Sometimes.MESSAGE_LOST);
      return;
    }
    if (line.clogs > 0) {
      counters.count(Sometimes.MESSAGE_CLOGGED);
      waiting.computeIfAbsent(line, _ -> new ArrayList<>()).add(envelope);
      return;
    }
    var longest = dice.chance(Fault.Delay.SPIKES) ? delay.spikeMicros() : delay.usualMicros();
    arriveAfter(heldUpMicros + dice.between(50, Math.max(50, longest)), envelope);
    if (dice.chance(noise.doubled())) {
      doubled = true;
      counters.count(Sometimes.MESSAGE_DOUBLED);
      var late = dice.chance(0.3) ? LATE_MICROS : delay.usualMicros();
      arriveAfter(heldUpMicros + dice.between(50, late), envelope);
    }
  }

  /// Old and new messages stay on the tape alike: each new one replaces a random one.
  private void remember(Envelope envelope) {
    var sent = new Sent(envelope, world.micros());
    if (tape.size() < TAPE_MESSAGES) {
      tape.add(sent);
    } else if (dice.chance(0.05)) {
      tape.set(dice.between(0, TAPE_MESSAGES - 1), sent);
    }
  }

  @Override
  public void replay(int messages) {
    for (var left = tape.isEmpty() ? 0 : messages; left > 0; left--) {
      doubled = true;
      var sent = dice.oneOf(tape);
      var age = world.micros() - sent.micros;
      if (age >= 60_000_000) {
        counters.count(Sometimes.REPLAYED_MINUTES_LATER);
      } else if (age >= 1_000_000) {
        counters.count(Sometimes.REPLAYED_LATER);
      }
      arriveAfter(dice.between(0, 50_000), sent.envelope);
    }
  }

  @Override
  public boolean hasDoubled() {
    return doubled;
  }

  private void arriveAfter(int micros, Envelope envelope) {
    world.after(micros, () -> nodes.get(envelope.to().value() - 1).hear(envelope));
  }

  @Override
  public void opened(List<Link> links) {
    for (var link : links) {
      var line = lines.of(link);
      if (line.clogs == 0) {
        var burst = waiting.remove(line);
        if (burst != null) {
          burst.forEach(each -> arriveAfter(dice.between(0, BURST_MICROS), each));
        }
      }
    }
  }

  /// Usually its peers see the connection break.
  @Override
  public void lost(NodeId dead) {
    for (var node : nodes) {
      if (node.loop() != null && dice.chance(0.7)) {
        world.after(dice.between(50, 5000), () -> node.miss(dead));
      }
    }
  }

  @Override
  public void disconnect(SimulatedNode node, NodeId peer) {
    node.miss(peer);
  }

  @Override
  public void set(Fault.Noise noise) {
    this.noise = noise;
  }

  @Override
  public void set(Fault.Delay delay) {
    this.delay = delay;
  }

  @Override
  public void heal() {
    noise = Fault.Noise.NONE;
    delay = Fault.Delay.SHORT;
  }

  @Override
  public void started(SimulatedNode node) {
    for (var other : nodes) {
      if (other != node) {
        world.after(dice.between(0, LATE_MICROS), () -> meet(node, other));
      }
    }
  }

  private static void meet(SimulatedNode node, SimulatedNode other) {
    if (node.loop() != null && other.loop() != null) {
      node.meet(other);
    }
  }

  @Override
  public void reach(SimulatedNode node, Map<NodeId, URI> members) {}

  @Override
  public void twin(SimulatedNode node) {}

  @Override
  public void cut(List<Link> links) {}
}
