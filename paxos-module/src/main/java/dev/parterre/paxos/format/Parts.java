package dev.parterre.paxos.format;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;

/// The encoding of what log records and messages consist of.
final class Parts {

  /// No cluster ever gets this far; beyond it, the next slot or round could overflow.
  static final long NUMBER_MAX = Long.MAX_VALUE / 2;

  private static final byte NO_OP = 1;
  private static final byte BATCH = 2;
  private static final byte RECONFIGURE = 3;
  private static final byte ADMINISTER = 4;

  /// Since this version a command says at which index it was taken.
  private static final int BIRTHS = 2;

  private static final Proposal THE_NO_OP = new NoOp();

  /// The fewest bytes that each can take, so that a count can be checked before anything is
  /// allocated for it.
  private static final int COMMAND_BYTES = 28;

  private static final int DECISION_BYTES = 9;
  private static final int PVALUE_BYTES = 21;

  private Parts() {}

  static void write(Ballot ballot, ByteWriter out) {
    out.putLong(ballot.round());
    out.putInt(ballot.node().value());
  }

  static Ballot readBallot(ByteReader in) throws MalformedException {
    var round = readNumber(in);
    var node = in.getInt();
    if (node < 0) {
      throw new MalformedException("a node id of " + node);
    }
    return new Ballot(round, new NodeId(node));
  }

  static void write(Slot slot, ByteWriter out) {
    out.putLong(slot.number());
  }

  static Slot readSlot(ByteReader in) throws MalformedException {
    return new Slot(readNumber(in));
  }

  private static long readNumber(ByteReader in) throws MalformedException {
    var number = in.getLong();
    if (number < 0 || number > NUMBER_MAX) {
      throw new MalformedException("a slot or round of " + number);
    }
    return number;
  }

  static void write(PValue pvalue, int version, ByteWriter out) {
    write(pvalue.ballot(), out);
    write(pvalue.slot(), out);
    write(pvalue.proposal(), version, out);
  }

  static PValue readPValue(ByteReader in, int version) throws MalformedException {
    return new PValue(readBallot(in), readSlot(in), readProposal(in, version));
  }

  static void writePValues(List<PValue> pvalues, int version, ByteWriter out) {
    out.putInt(pvalues.size());
    for (var pvalue : pvalues) {
      write(pvalue, version, out);
    }
  }

  static List<PValue> readPValues(ByteReader in, int version) throws MalformedException {
    var count = in.getCount(PVALUE_BYTES);
    var pvalues = new ArrayList<PValue>(count);
    for (var i = 0; i < count; i++) {
      pvalues.add(readPValue(in, version));
    }
    return pvalues;
  }

  static void write(Decision decision, int version, ByteWriter out) {
    write(decision.slot(), out);
    write(decision.proposal(), version, out);
  }

  static Decision readDecision(ByteReader in, int version) throws MalformedException {
    return new Decision(readSlot(in), readProposal(in, version));
  }

  static void writeDecisions(List<Decision> decisions, int version, ByteWriter out) {
    out.putInt(decisions.size());
    for (var decision : decisions) {
      write(decision, version, out);
    }
  }

  static List<Decision> readDecisions(ByteReader in, int version) throws MalformedException {
    var count = in.getCount(DECISION_BYTES);
    var decisions = new ArrayList<Decision>(count);
    for (var i = 0; i < count; i++) {
      decisions.add(readDecision(in, version));
    }
    return decisions;
  }

  private static void write(Proposal proposal, int version, ByteWriter out) {
    switch (proposal) {
      case NoOp() -> out.putByte(NO_OP);
      case Batch(var stampMillis, var commands) -> {
        out.putByte(BATCH);
        out.putLong(stampMillis);
        writeCommands(commands, version, out);
      }
      case Reconfigure(var change) -> {
        out.putByte(RECONFIGURE);
        Members.write(change, out);
      }
      case Administer(var directive) -> {
        out.putByte(ADMINISTER);
        Directives.write(directive, out);
      }
    }
  }

  private static Proposal readProposal(ByteReader in, int version) throws MalformedException {
    var type = in.getByte();
    return switch (type) {
      case NO_OP -> THE_NO_OP;
      case BATCH -> new Batch(in.getLong(), readCommands(in, version));
      case RECONFIGURE -> new Reconfigure(Members.readChange(in));
      case ADMINISTER -> new Administer(Directives.read(in));
      default -> throw new MalformedException("a proposal of unknown type " + type);
    };
  }

  static void writeCommands(List<Command> commands, int version, ByteWriter out) {
    out.putInt(commands.size());
    for (var command : commands) {
      out.putLong(command.id().high());
      out.putLong(command.id().low());
      out.putLong(command.fingerprint());
      out.putBytes(command.payload());
      if (version >= BIRTHS) {
        out.putLong(command.born());
      }
    }
  }

  static List<Command> readCommands(ByteReader in, int version) throws MalformedException {
    var count = in.getCount(COMMAND_BYTES);
    var commands = new ArrayList<Command>(count);
    for (var i = 0; i < count; i++) {
      var id = new CommandId(in.getLong(), in.getLong());
      var fingerprint = in.getLong();
      var payload = in.getBytes();
      var born = version >= BIRTHS ? in.getLong() : Command.AGELESS;
      commands.add(new Command(id, fingerprint, payload, born));
    }
    return commands;
  }
}
