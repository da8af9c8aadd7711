package dev.parterre.paxos.lesson;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a line expects.
final class Conditions {

  private static final Map<String, Function<Tokens, Condition>> READERS = new LinkedHashMap<>();

  static {
    READERS.put("leader", Conditions::leader);
    READERS.put("no", Conditions::nobody);
    READERS.put("node", Conditions::follows);
    READERS.put("promised", it -> new Condition.Promised(it.node(), it.ballot()));
    READERS.put("accepted", it -> new Condition.Accepted(it.node(), it.slot(), valueOrNothing(it)));
    READERS.put("decided", it -> new Condition.Decided(nodeOrAll(it), it.slot(), it.value()));
    READERS.put("undecided", it -> new Condition.Decided(nodeOrAll(it), it.slot(), null));
    READERS.put("chosen", it -> new Condition.Chosen(it.slot(), valueOrNothing(it)));
    READERS.put("snapshot", it -> new Condition.Snapshot(it.node(), it.slot()));
    READERS.put("members", Conditions::members);
    READERS.put("down", it -> new Condition.Down(it.node()));
    READERS.put("under-way", Conditions::underWay);
  }

  private Conditions() {}

  static List<Condition> all(Tokens tokens) {
    var conditions = new ArrayList<Condition>();
    do {
      conditions.add(read(tokens));
    } while (tokens.takes("and"));
    return conditions;
  }

  static Condition read(Tokens tokens) {
    var expected = "one of " + String.join(", ", READERS.keySet());
    return tokens.read(expected, READERS::get).apply(tokens);
  }

  private static Condition leader(Tokens tokens) {
    return new Condition.Leads(tokens.node());
  }

  private static Condition nobody(Tokens tokens) {
    tokens.expect("leader");
    return new Condition.Leads(null);
  }

  private static Condition follows(Tokens tokens) {
    var node = tokens.node();
    tokens.expect("follows");
    return new Condition.Follows(node, tokens.node());
  }

  private static @Nullable NodeId nodeOrAll(Tokens tokens) {
    return tokens.takes("all") ? null : tokens.node();
  }

  private static @Nullable String valueOrNothing(Tokens tokens) {
    return tokens.takes("nothing") ? null : tokens.value();
  }

  private static Condition members(Tokens tokens) {
    var node = tokens.node();
    tokens.expect("are");
    return new Condition.Members(node, tokens.nodes());
  }

  private static Condition underWay(Tokens tokens) {
    var count = tokens.number("how many messages", 0, 1_000_000);
    return new Condition.UnderWay(count, Parser.messages(tokens));
  }
}
