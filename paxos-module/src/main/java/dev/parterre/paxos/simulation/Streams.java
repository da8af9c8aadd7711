package dev.parterre.paxos.simulation;

import dev.parterre.paxos.Payloads;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A network as the transport presents it: connections on which nothing is lost, duplicated or
/// overtaken until they break, and then everything on them is lost. Two nodes are connected when
/// one of them knows the other's address, both directions between them are open, and each accepts
/// the other's disk. Large messages take time, and hold up only other large ones.
final class Streams implements Carrier {

  private static final int HEAD_BYTES = 128;

  /// How long a connection lives on which nothing gets through.
  private static final int CUT_LEAST_MICROS = 300_000;

  private static final int CUT_MOST_MICROS = 1_500_000;

  private static final int TWIN_MICROS = 300_000;

  /// The share of the losses of a network without streams that breaks a connection.
  private static final double BREAKS = 0.02;

  private final World world;
  private final Lines lines;
  private final List<SimulatedNode> nodes;
  private final Dice dice;
  private final Counters counters;
  private final Mutant mutant;
  private final PeerWatch watch;
  private final Formats formats;
  private final Dialer dialer;
  private Fault.Noise noise = Fault.Noise.NONE;
  private Fault.Delay delay = Fault.Delay.SHORT;

  /// @param nodes in the order of their ids, from 1 on; the list grows
  Streams(
      World world,
      Lines lines,
      List<SimulatedNode> nodes,
      Dice dice,
      Counters counters,
      Setup setup,
      Mutant mutant) {
    this.world = world;
    this.lines = lines;
    this.nodes = nodes;
    this.dice = dice;
    this.counters = counters;
    this.mutant = mutant;
    formats = new Formats(setup, counters);
    watch = new PeerWatch(counters, mutant);
    dialer = new Dialer(world, lines, nodes, dice, counters, watch, mutant);
  }

  private SimulatedNode node(NodeId id) {
    return nodes.get(id.value() - 1);
  }

  @Override
  public void carry(Envelope said, int heldUpMicros) {
    var envelope = formats.translate(said);
    var connection = dialer.between(envelope.from(), envelope.to());
    if (!connection.isUp()) {
      counters.count(Sometimes.SAID_TO_NOBODY);
      return;
    }
    var message = envelope.message();
    var flow = connection.flow(envelope.from(), isBulk(message));
    var bytes = HEAD_BYTES + Payloads.bytes(message);
    if (flow.holds(message, world.micros())) {
      counters.count(
          message instanceof Heartbeat ? Sometimes.HEARTBEAT_OUTDONE : Sometimes.COPY_ON_ITS_WAY);
      if (mutant != Mutant.COPIES_QUEUED) {
        return;
      }
    }
    if (flow.isFull(world.micros(), bytes)) {
      counters.count(Sometimes.SEND_BUFFER_FULL);
      return;
    }
    var delivery = new Flow.Delivery(envelope, bytes, node(envelope.from()).claim());
    var takes = lines.of(envelope.from(), envelope.to()).micros(bytes);
    if (takes > 0) {
      counters.count(Sometimes.MESSAGE_ON_A_NARROW_LINK);
    }
    send(connection, flow, delivery, heldUpMicros, takes);
    if (dice.chance(noise.lost() * BREAKS)) {
      breakOff(connection, true);
    }
  }

  private void send(
      Connection connection, Flow flow, Flow.Delivery delivery, int heldUpMicros, long takes) {
    var longest = dice.chance(Fault.Delay.SPIKES) ? delay.spikeMicros() : delay.usualMicros();
    var late = dice.between(50, Math.max(50, longest));
    var times = flow.add(delivery, world.micros() + heldUpMicros, takes, late);
    var number = connection.number();
    world.after(
        times.arrivesAt() - world.micros(),
        () -> {
          if (connection.number() == number) {
            arrive(connection, flow, delivery);
          } else if (connection.lingers(number, times.goneAt()) && isOpen(delivery.envelope())) {
            hear(connection, delivery);
          } else {
            counters.count(Sometimes.LOST_WITH_ITS_CONNECTION);
          }
        });
  }

  private static boolean isBulk(Message message) {
    return message instanceof Accept
        || message instanceof Decided
        || message instanceof Forward
        || message instanceof Promise;
  }

  /// What arrives at a cut or a clog waits there, and everything behind it, too.
  private void arrive(Connection connection, Flow flow, Flow.Delivery delivery) {
    if (flow.isHolding() || !isOpen(delivery.envelope())) {
      counters.count(Sometimes.MESSAGE_HELD_UP);
      flow.hold(delivery);
    } else {
      hear(connection, delivery);
    }
  }

  private boolean isOpen(Envelope envelope) {
    return lines.of(envelope.from(), envelope.to()).clogs == 0
        && !lines.areCut(envelope.from(), envelope.to());
  }

  private void hear(Connection connection, Flow.Delivery delivery) {
    var hearer = node(delivery.envelope().to());
    if (watch.listens(hearer, node(delivery.envelope().from()), delivery.claim())) {
      hearer.hear(delivery.envelope());
    } else {
      breakOff(connection, false);
    }
  }

  /// Both ends, unless they are gone themselves, learn of it, each at its own time.
  private void breakOff(Connection connection, boolean lingers) {
    if (connection.isUp()) {
      counters.count(Sometimes.CONNECTION_BROKEN);
      connection.breakOff(world.micros(), lingers);
      miss(connection.one, connection.other);
      miss(connection.other, connection.one);
    }
    dialer.tryLater(connection);
  }

  private void miss(SimulatedNode node, SimulatedNode peer) {
    world.after(dice.between(50, 5000), () -> node.miss(peer.id()));
  }

  @Override
  public void started(SimulatedNode node) {
    dialer.started(node);
  }

  /// Closes connections that neither end wants any more.
  @Override
  public void reach(SimulatedNode node, Map<NodeId, URI> members) {
    dialer.reach(node, members).forEach(lost -> breakOff(lost, false));
  }

  /// What was sent before may still arrive, unless the whole machine is gone; in that case nobody
  /// notices at first.
  @Override
  public void lost(NodeId dead) {
    for (var connection : dialer.connections()) {
      if (connection.joins(dead) && connection.isUp()) {
        counters.count(Sometimes.CONNECTION_BROKEN);
        var process = dice.chance(0.7);
        connection.breakOff(world.micros(), process);
        if (process) {
          miss(connection.one, connection.other);
          miss(connection.other, connection.one);
        }
      }
    }
  }

  /// Somewhat later, so that the first process has gone on by then.
  @Override
  public void twin(SimulatedNode node) {
    var claim = node.twinsClaim();
    for (var hearer : nodes) {
      if (hearer != node) {
        world.after(
            dice.between(0, TWIN_MICROS),
            () -> {
              if (hearer.loop() != null) {
                watch.meetsTwin(hearer, node, claim);
              }
            });
      }
    }
  }

  @Override
  public void disconnect(SimulatedNode node, NodeId peer) {
    if (!node.id().equals(peer)) {
      breakOff(dialer.between(node.id(), peer), dice.chance(0.5));
    }
  }

  @Override
  public void cut(List<Link> links) {
    for (var link : links) {
      var connection = dialer.between(link.from(), link.to());
      var number = connection.number();
      world.after(
          dice.between(CUT_LEAST_MICROS, CUT_MOST_MICROS),
          () -> {
            if (connection.number() == number && lines.areCut(link.from(), link.to())) {
              counters.count(Sometimes.MESSAGE_CUT_OFF);
              breakOff(connection, false);
            }
          });
    }
  }

  @Override
  public void opened(List<Link> links) {
    for (var link : links) {
      var connection = dialer.between(link.from(), link.to());
      for (var flow : connection.flows()) {
        flow.release().forEach(delivery -> arrive(connection, flow, delivery));
      }
    }
  }

  @Override
  public void set(Fault.Noise noise) {
    this.noise = noise;
  }

  @Override
  public void set(Fault.Delay delay) {
    this.delay = delay;
  }

  /// What is under way on a link that was narrow would arrive too late.
  @Override
  public void heal() {
    noise = Fault.Noise.NONE;
    delay = Fault.Delay.SHORT;
    for (var connection : dialer.connections()) {
      for (var flow : connection.flows()) {
        if (flow.isFull(world.micros(), 0) || flow.isLate(world.micros())) {
          breakOff(connection, false);
        }
      }
    }
  }

  @Override
  public void replay(int messages) {}

  @Override
  public boolean hasDoubled() {
    return false;
  }
}
