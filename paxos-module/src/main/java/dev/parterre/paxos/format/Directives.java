package dev.parterre.paxos.format;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Directive.AdvanceTime;
import dev.parterre.paxos.core.Directive.FoundRules;
import dev.parterre.paxos.core.Directive.PassOver;
import dev.parterre.paxos.core.Directive.RaiseLevel;
import dev.parterre.paxos.core.Directive.SetRules;
import dev.parterre.paxos.core.Rules;

/// The encoding of directives and rules, in log records, messages and snapshots.
public final class Directives {

  private static final byte FOUND_RULES = 1;
  private static final byte SET_RULES = 2;
  private static final byte PASS_OVER = 3;
  private static final byte ADVANCE_TIME = 4;
  private static final byte FOUND_RULES_AT_LEVEL = 5;
  private static final byte RAISE_LEVEL = 6;

  /// Of a cluster that was founded before there were levels.
  private static final int FIRST_LEVEL = 1;

  private Directives() {}

  static void write(Directive directive, ByteWriter out) {
    switch (directive) {
      case FoundRules(var rules, var level) -> {
        out.putByte(level == FIRST_LEVEL ? FOUND_RULES : FOUND_RULES_AT_LEVEL);
        write(rules, out);
        if (level != FIRST_LEVEL) {
          out.putInt(level);
        }
      }
      case RaiseLevel(var level) -> {
        out.putByte(RAISE_LEVEL);
        out.putInt(level);
      }
      case SetRules(var rules) -> {
        out.putByte(SET_RULES);
        write(rules, out);
      }
      case PassOver(var slot) -> {
        out.putByte(PASS_OVER);
        Parts.write(slot, out);
      }
      case AdvanceTime(var toMillis) -> {
        out.putByte(ADVANCE_TIME);
        out.putLong(toMillis);
      }
    }
  }

  static Directive read(ByteReader in) throws MalformedException {
    var type = in.getByte();
    return switch (type) {
      case FOUND_RULES -> new FoundRules(readRules(in), FIRST_LEVEL);
      case FOUND_RULES_AT_LEVEL -> new FoundRules(readRules(in), in.getInt());
      case RAISE_LEVEL -> new RaiseLevel(in.getInt());
      case SET_RULES -> new SetRules(readRules(in));
      case PASS_OVER -> new PassOver(Parts.readSlot(in));
      case ADVANCE_TIME -> new AdvanceTime(in.getLong());
      default -> throw new MalformedException("a directive of unknown type " + type);
    };
  }

  public static void write(Rules rules, ByteWriter out) {
    out.putInt(rules.outcomesMax());
    out.putLong(rules.outcomeMillis());
    out.putLong(rules.restartGapMillis());
  }

  public static Rules readRules(ByteReader in) throws MalformedException {
    try {
      return new Rules(in.getInt(), in.getLong(), in.getLong());
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("the rules are not valid: " + invalid.getMessage());
    }
  }
}
