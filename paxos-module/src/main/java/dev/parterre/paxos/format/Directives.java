package dev.parterre.paxos.format;

import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Directive.AdvanceTime;
import dev.parterre.paxos.core.Directive.FoundRules;
import dev.parterre.paxos.core.Directive.PassOver;
import dev.parterre.paxos.core.Directive.SetRules;
import dev.parterre.paxos.core.Rules;

/// The encoding of directives and rules, in log records, messages and snapshots.
public final class Directives {

  private static final byte FOUND_RULES = 1;
  private static final byte SET_RULES = 2;
  private static final byte PASS_OVER = 3;
  private static final byte ADVANCE_TIME = 4;

  private Directives() {}

  static void write(Directive directive, ByteWriter out) {
    switch (directive) {
      case FoundRules(var rules) -> {
        out.putByte(FOUND_RULES);
        write(rules, out);
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
      case FOUND_RULES -> new FoundRules(readRules(in));
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
