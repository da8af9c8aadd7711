package dev.parterre.paxos.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a line of a script.
final class Parser {

  private record Verb(String usage, Function<Tokens, Instruction> read) {}

  private static final int MILLIS_MAX = 3_600_000;
  private static final String MESSAGES = " [all|N%] [KIND] [from N] [to N] [slot N]";

  private static final Map<String, Verb> VERBS = new LinkedHashMap<>();

  static {
    verb("nodes", "N: N members, with empty disks", Parser::nodes);
    verb("seed", "N: of whatever is drawn by lot", it -> new Instruction.Seed(seed(it)));
    verb("propose", "N VALUE: a caller gives a value to node N", Parser::propose);
    verb("ballot", "N: node N asks for promises", it -> new Instruction.Stand(it.node()));
    verb("deliver", "[#N]" + MESSAGES, it -> handle(Deed.DELIVER, it));
    verb("drop", "[#N]" + MESSAGES, it -> handle(Deed.DROP, it));
    verb("double", "[#N]" + MESSAGES, it -> handle(Deed.DOUBLE, it));
    verb("hold", "[#N]" + MESSAGES, it -> handle(Deed.HOLD, it));
    verb("release", "[#N]" + MESSAGES, it -> handle(Deed.RELEASE, it));
    verb("always", "drop|double|hold|nothing" + MESSAGES, Parser::always);
    verb("settle", ": deliver all until nothing is under way", _ -> new Instruction.Settle());
    verb("crash", "N [at POINT]: node N loses its memory and what is not forced", Parser::crash);
    verb("restart", "N: from its disk", it -> new Instruction.Restart(it.node()));
    verb("cut", "N... from N...: no message gets through between them", Parser::cut);
    verb("heal", ": all links carry again", _ -> new Instruction.Heal());
    verb("pass", "MS: time passes, nothing is delivered", it -> new Instruction.Pass(millis(it)));
    verb("run", "MS | until CONDITION: time passes, all is delivered", Parser::run);
    verb("snapshot", "N: node N takes one", it -> new Instruction.TakeSnapshot(it.node()));
    verb("join", "N: a new node that only learns", it -> new Instruction.Join(it.node()));
    verb("add", "N: the leader makes N a member", it -> new Instruction.Add(it.node()));
    verb("remove", "N: the leader removes a member", it -> new Instruction.Remove(it.node()));
    verb("replace", "N by M", Parser::replace);
    verb("lead", "N: the leader hands over", it -> new Instruction.Lead(it.node()));
    verb("fails", "P%: of each node, in each half of a round", Parser::fails);
    verb("round", ": one round of the toy", _ -> new Instruction.Round());
    verb("show", ": the stage as it is", _ -> new Instruction.Show());
    verb("expect", "CONDITION [and CONDITION]...", Parser::expect);
  }

  private Parser() {}

  private static void verb(String name, String usage, Function<Tokens, Instruction> read) {
    VERBS.put(name, new Verb(usage, read));
  }

  /// Whether there is nothing to do in a line: it is empty, or a comment.
  static boolean isIdle(String line) {
    var text = line.strip();
    return text.isEmpty() || text.startsWith("#");
  }

  /// @throws LessonException with what was expected
  static Instruction parse(String line) {
    var tokens = new Tokens(line);
    var verb = tokens.read("one of " + String.join(", ", VERBS.keySet()), VERBS::get);
    var instruction = verb.read.apply(tokens);
    tokens.expectEnd();
    return instruction;
  }

  /// Each instruction with what it takes.
  static List<String> usages() {
    return VERBS.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue().usage)
        .map(usage -> usage.replace(" :", ":"))
        .toList();
  }

  private static Instruction nodes(Tokens tokens) {
    return new Instruction.Nodes((int) tokens.number("how many nodes", 1, Stage.NODES_MAX));
  }

  private static long seed(Tokens tokens) {
    return tokens.number("a seed", 0, Integer.MAX_VALUE);
  }

  private static Instruction propose(Tokens tokens) {
    return new Instruction.Propose(tokens.node(), tokens.value());
  }

  private static Instruction handle(Deed deed, Tokens tokens) {
    if (tokens.peek().startsWith("#")) {
      var number = tokens.read("the number of a message", Parser::number);
      var selector = new Selector(number, null, null, null, null);
      return new Instruction.Handle(deed, new Amount.Oldest(), selector);
    }
    var amount = amount(tokens, new Amount.Oldest());
    return new Instruction.Handle(deed, amount, selector(tokens));
  }

  private static @Nullable Long number(String word) {
    var tokens = new Tokens(word.substring(1));
    return tokens.isNumberNext() ? Long.valueOf(tokens.peek()) : null;
  }

  private static Amount amount(Tokens tokens, Amount otherwise) {
    if (tokens.takes("all")) {
      return new Amount.All();
    }
    return tokens.peek().endsWith("%") ? new Amount.Each(tokens.percent()) : otherwise;
  }

  private static Selector selector(Tokens tokens) {
    var kind = Kind.named(tokens.peek()).orElse(null);
    if (kind != null) {
      tokens.expect(kind.toString());
    } else if (!tokens.isAtEnd() && !isOfSelector(tokens.peek())) {
      throw tokens.wrong("the kind of a message");
    }
    var from = tokens.takes("from") ? tokens.node() : null;
    var to = tokens.takes("to") ? tokens.node() : null;
    var slot = tokens.peek().equals("slot") ? tokens.slot() : null;
    return new Selector(null, kind, from, to, slot);
  }

  private static boolean isOfSelector(String word) {
    return List.of("from", "to", "slot", "and").contains(word);
  }

  private static Instruction always(Tokens tokens) {
    if (tokens.takes("nothing")) {
      return new Instruction.AlwaysNothing();
    }
    var deed =
        tokens.read(
            "drop, double, hold or nothing",
            word ->
                switch (word) {
                  case "drop" -> Deed.DROP;
                  case "double" -> Deed.DOUBLE;
                  case "hold" -> Deed.HOLD;
                  default -> null;
                });
    var amount = amount(tokens, new Amount.All());
    return new Instruction.Always(new Wire.Rule(deed, amount, selector(tokens)));
  }

  private static Instruction crash(Tokens tokens) {
    var node = tokens.node();
    var expected = "a point, as before-force, after-force or after-accept";
    var point =
        tokens.takes("at")
            ? tokens.read(expected, word -> CrashPoint.named(word).orElse(null))
            : null;
    return new Instruction.Crash(node, point);
  }

  private static Instruction cut(Tokens tokens) {
    var these = tokens.nodes();
    tokens.expect("from");
    return new Instruction.Cut(these, tokens.nodes());
  }

  private static long millis(Tokens tokens) {
    return tokens.number("milliseconds", Stage.TICK_MILLIS, MILLIS_MAX);
  }

  private static Instruction run(Tokens tokens) {
    return tokens.takes("until")
        ? new Instruction.RunUntil(Conditions.read(tokens))
        : new Instruction.Run(millis(tokens));
  }

  private static Instruction replace(Tokens tokens) {
    var gone = tokens.node();
    tokens.expect("by");
    return new Instruction.Replace(gone, tokens.node());
  }

  private static Instruction fails(Tokens tokens) {
    return new Instruction.Fails(tokens.percent());
  }

  private static Instruction expect(Tokens tokens) {
    return new Instruction.Expect(Conditions.all(tokens));
  }

  /// For those who read a condition, too.
  static Selector messages(Tokens tokens) {
    return selector(tokens);
  }
}
