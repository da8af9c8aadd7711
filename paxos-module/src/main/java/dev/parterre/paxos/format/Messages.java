package dev.parterre.paxos.format;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Accepted;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskDirective;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.ChangeRefused;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.core.Message.Preempted;
import dev.parterre.paxos.core.Message.Prepare;
import dev.parterre.paxos.core.Message.Promise;
import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.Message.SnapshotOffer;
import dev.parterre.paxos.core.Message.StateAt;
import dev.parterre.paxos.core.Message.TakeOver;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.NodeId;
import java.util.stream.Stream;

/// The encoding of each [Message]. The number of a type is never reused for another message.
final class Messages {

  private static final byte PREPARE = 1;
  private static final byte PROMISE = 2;
  private static final byte ACCEPT = 3;
  private static final byte ACCEPTED = 4;
  private static final byte PREEMPTED = 5;
  private static final byte HEARTBEAT = 6;
  private static final byte HEARTBEAT_ACK = 7;
  private static final byte CANVASS = 8;
  private static final byte MISSED = 9;
  private static final byte LEARN = 10;
  private static final byte DECIDED = 11;
  private static final byte FORWARD = 12;
  private static final byte ASK_READ = 13;
  private static final byte READ_AT = 14;
  private static final byte SNAPSHOT_OFFER = 15;
  private static final byte TAKE_OVER = 16;
  private static final byte ASK_HAND_OVER = 17;
  private static final byte ASK_CHANGE = 18;
  private static final byte CHANGE_REFUSED = 19;
  private static final byte FOLLOWS = 20;
  private static final byte RELAY = 21;
  private static final byte ASK_DIRECTIVE = 25;
  private static final byte STATE_AT = 26;
  private static final byte PULSE = 27;

  /// Since this version a promise says whether its reading of the time was carried on.
  private static final int CARRIED_SINCE = 2;

  /// Since this version a promise says from which leader the time was carried on.
  private static final int TOLD_BY_SINCE = 3;

  /// Some leader, but not known which.
  private static final Ballot SOMEBODY = new Ballot(0, new NodeId(1));

  private Messages() {}

  /// Writes nothing if that version has no such message.
  static void write(Message message, int version, ByteWriter out) {
    if (version < since(message)) {
      return;
    }
    out.putByte(type(message));
    switch (message) {
      case Prepare prepare -> {
        Parts.write(prepare.ballot(), out);
        Parts.write(prepare.from(), out);
      }
      case Promise promise -> write(promise, version, out);
      case Accept(var pvalue, var decided) -> {
        Parts.write(pvalue, version, out);
        Parts.write(decided, out);
      }
      case Accepted(var ballot, var slot) -> {
        Parts.write(ballot, out);
        Parts.write(slot, out);
      }
      case Preempted(var promised) -> Parts.write(promised, out);
      case Heartbeat heartbeat -> write(heartbeat, out);
      case HeartbeatAck ack -> write(ack, out);
      case Canvass(var round, var decided) -> {
        out.putLong(round);
        Parts.write(decided, out);
      }
      case Missed(var round) -> out.putLong(round);
      case Learn(var from) -> Parts.write(from, out);
      case Decided(var decisions, var decided) -> {
        Parts.writeDecisions(decisions, version, out);
        Parts.write(decided, out);
      }
      case Forward(var commands) -> Parts.writeCommands(commands, version, out);
      case AskRead(var incarnation, var number) -> {
        out.putLong(incarnation);
        out.putLong(number);
      }
      case ReadAt readAt -> write(readAt, out);
      case SnapshotOffer(var slot, var bytes, var checksum) -> {
        Parts.write(slot, out);
        out.putLong(bytes);
        out.putInt(checksum);
      }
      case TakeOver(var ballot) -> Parts.write(ballot, out);
      case AskHandOver(var to) -> Members.write(to, out);
      case AskChange(var change) -> Members.write(change, out);
      case AskDirective(var directive) -> Directives.write(directive, out);
      case StateAt(var slot, var digest) -> {
        Parts.write(slot, out);
        out.putLong(digest);
      }
      case Pulse(var pace, var stamp, var echo) -> {
        out.putLong(pace);
        out.putLong(stamp);
        out.putLong(echo);
      }
      case ChangeRefused(var change, var objection) -> {
        Members.write(change, out);
        out.putByte((byte) objection.ordinal());
      }
      case Follows(var leader, var ballot) -> {
        Members.write(leader, out);
        Parts.write(ballot, out);
      }
      case Relay(var origin, var to, var inner) -> {
        Members.write(origin, out);
        Members.write(to, out);
        write(inner, version, out);
      }
    }
  }

  /// The first version that has such a message.
  private static int since(Message message) {
    return switch (message) {
      case Accept(var pvalue, _) -> since(pvalue.proposal());
      case Promise promise -> since(promise.accepted().stream().map(PValue::proposal));
      case Decided decided -> since(decided.decisions().stream().map(Decision::proposal));
      case Prepare _, Accepted _, Preempted _, Heartbeat _, HeartbeatAck _, Canvass _ -> 1;
      case Missed _, Learn _, Forward _, AskRead _, ReadAt _ -> 1;
      case SnapshotOffer _, TakeOver _, AskHandOver _, AskChange _, ChangeRefused _ -> 2;
      case Follows _, Relay _, AskDirective _, StateAt _, Pulse _ -> 3;
    };
  }

  private static int since(Stream<Proposal> proposals) {
    return proposals.mapToInt(Messages::since).max().orElse(1);
  }

  /// A slot must hold the same on every replica, so what an earlier version can only write in part
  /// is not written in that version at all.
  private static int since(Proposal proposal) {
    return switch (proposal) {
      case Proposal.NoOp() -> 1;
      case Proposal.Batch(_, var commands) ->
          commands.stream().allMatch(command -> command.born() == Command.AGELESS) ? 1 : 2;
      case Proposal.Reconfigure _ -> 2;
      case Proposal.Administer _ -> 3;
    };
  }

  private static byte type(Message message) {
    return switch (message) {
      case Prepare _ -> PREPARE;
      case Promise _ -> PROMISE;
      case Accept _ -> ACCEPT;
      case Accepted _ -> ACCEPTED;
      case Preempted _ -> PREEMPTED;
      case Heartbeat _ -> HEARTBEAT;
      case HeartbeatAck _ -> HEARTBEAT_ACK;
      case Canvass _ -> CANVASS;
      case Missed _ -> MISSED;
      case Learn _ -> LEARN;
      case Decided _ -> DECIDED;
      case Forward _ -> FORWARD;
      case AskRead _ -> ASK_READ;
      case ReadAt _ -> READ_AT;
      case SnapshotOffer _ -> SNAPSHOT_OFFER;
      case TakeOver _ -> TAKE_OVER;
      case AskHandOver _ -> ASK_HAND_OVER;
      case AskChange _ -> ASK_CHANGE;
      case ChangeRefused _ -> CHANGE_REFUSED;
      case Follows _ -> FOLLOWS;
      case Relay _ -> RELAY;
      case AskDirective _ -> ASK_DIRECTIVE;
      case StateAt _ -> STATE_AT;
      case Pulse _ -> PULSE;
    };
  }

  private static void write(Promise promise, int version, ByteWriter out) {
    Parts.write(promise.ballot(), out);
    Parts.writePValues(promise.accepted(), version, out);
    Parts.write(promise.decided(), out);
    out.putLong(promise.clockMillis());
    if (version >= TOLD_BY_SINCE) {
      Parts.write(promise.toldBy(), out);
    } else if (version >= CARRIED_SINCE) {
      out.putByte((byte) (promise.toldBy().equals(Ballot.NONE) ? 0 : 1));
    }
  }

  private static Ballot readToldBy(ByteReader in, int version) throws MalformedException {
    if (version >= TOLD_BY_SINCE) {
      return Parts.readBallot(in);
    }
    return version < CARRIED_SINCE || in.getByte() != 0 ? SOMEBODY : Ballot.NONE;
  }

  private static void write(Heartbeat heartbeat, ByteWriter out) {
    Parts.write(heartbeat.ballot(), out);
    Parts.write(heartbeat.decided(), out);
    out.putLong(heartbeat.clockMillis());
    out.putLong(heartbeat.round());
  }

  private static void write(HeartbeatAck ack, ByteWriter out) {
    Parts.write(ack.ballot(), out);
    out.putLong(ack.round());
    Parts.write(ack.decided(), out);
  }

  private static void write(ReadAt readAt, ByteWriter out) {
    out.putLong(readAt.incarnation());
    out.putLong(readAt.number());
    Parts.write(readAt.slot(), out);
  }

  /// Java evaluates arguments from left to right, so the order here is the order of the bytes.
  static Message read(ByteReader in, int version) throws MalformedException {
    return read(in.getByte(), in, version);
  }

  private static Message read(byte type, ByteReader in, int version) throws MalformedException {
    return switch (type) {
      case PREPARE -> new Prepare(Parts.readBallot(in), Parts.readSlot(in));
      case PROMISE ->
          new Promise(
              Parts.readBallot(in),
              Parts.readPValues(in, version),
              Parts.readSlot(in),
              in.getLong(),
              readToldBy(in, version));
      case ACCEPT -> new Accept(Parts.readPValue(in, version), Parts.readSlot(in));
      case ACCEPTED -> new Accepted(Parts.readBallot(in), Parts.readSlot(in));
      case PREEMPTED -> new Preempted(Parts.readBallot(in));
      case HEARTBEAT ->
          new Heartbeat(Parts.readBallot(in), Parts.readSlot(in), in.getLong(), in.getLong());
      case HEARTBEAT_ACK ->
          new HeartbeatAck(Parts.readBallot(in), in.getLong(), Parts.readSlot(in));
      case CANVASS -> new Canvass(in.getLong(), Parts.readSlot(in));
      case MISSED -> new Missed(in.getLong());
      case LEARN -> new Learn(Parts.readSlot(in));
      case DECIDED -> new Decided(Parts.readDecisions(in, version), Parts.readSlot(in));
      case FORWARD -> new Forward(Parts.readCommands(in, version));
      case ASK_READ -> new AskRead(in.getLong(), in.getLong());
      case READ_AT -> new ReadAt(in.getLong(), in.getLong(), Parts.readSlot(in));
      case SNAPSHOT_OFFER -> new SnapshotOffer(Parts.readSlot(in), in.getLong(), in.getInt());
      case TAKE_OVER -> new TakeOver(Parts.readBallot(in));
      case ASK_HAND_OVER -> new AskHandOver(Members.readNode(in));
      case ASK_CHANGE -> new AskChange(Members.readChange(in));
      case CHANGE_REFUSED -> new ChangeRefused(Members.readChange(in), readObjection(in));
      case FOLLOWS -> new Follows(Members.readNode(in), Parts.readBallot(in));
      case RELAY -> new Relay(Members.readNode(in), Members.readNode(in), readInner(in, version));
      case ASK_DIRECTIVE -> new AskDirective(Directives.read(in));
      case STATE_AT -> new StateAt(Parts.readSlot(in), in.getLong());
      case PULSE -> new Pulse(in.getLong(), in.getLong(), in.getLong());
      default -> throw new MalformedException("a message of unknown type " + type);
    };
  }

  /// A relay within a relay could nest without end.
  private static Message readInner(ByteReader in, int version) throws MalformedException {
    var type = in.getByte();
    if (type == RELAY) {
      throw new MalformedException("a relay within a relay");
    }
    return read(type, in, version);
  }

  private static Objection readObjection(ByteReader in) throws MalformedException {
    var ordinal = in.getByte();
    var objections = Objection.values();
    if (ordinal < 0 || ordinal >= objections.length) {
      throw new MalformedException("an objection of unknown type " + ordinal);
    }
    return objections[ordinal];
  }
}
