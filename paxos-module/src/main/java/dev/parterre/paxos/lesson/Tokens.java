package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The words of a line, read from left to right. Whatever is not as expected ends in a sentence
/// that says what was.
final class Tokens {

  private static final String VALUE_CHARACTERS = "-_.!?";
  private static final int VALUE_CHARACTERS_MAX = 40;

  private final List<String> words;
  private int next;

  Tokens(String line) {
    words = new ArrayList<>();
    for (var start = 0; start < line.length(); ) {
      var end = start;
      while (end < line.length() && line.charAt(end) > ' ') {
        end++;
      }
      if (end > start) {
        words.add(line.substring(start, end));
      }
      start = end + 1;
    }
  }

  boolean isAtEnd() {
    return next == words.size();
  }

  /// Empty at the end.
  String peek() {
    return isAtEnd() ? "" : words.get(next);
  }

  /// Takes the word if it is the next one.
  boolean takes(String word) {
    var found = peek().equals(word);
    next += found ? 1 : 0;
    return found;
  }

  void expect(String word) {
    if (!takes(word)) {
      throw wrong("\"" + word + "\"");
    }
  }

  void expectEnd() {
    if (!isAtEnd()) {
      throw wrong("the end of the line");
    }
  }

  /// @param read null where the word is not one of these
  <T> T read(String expected, Function<String, @Nullable T> read) {
    var value = isAtEnd() ? null : read.apply(peek());
    if (value == null) {
      throw wrong(expected);
    }
    next++;
    return value;
  }

  LessonException wrong(String expected) {
    var found = isAtEnd() ? "the line ends" : "\"" + peek() + "\" stands there";
    var before = next == 0 ? "" : " after \"" + String.join(" ", words.subList(0, next)) + "\"";
    return new LessonException("expected " + expected + before + ", but " + found);
  }

  long number(String expected, long min, long max) {
    var range = expected + " (" + min + " to " + max + ")";
    return read(range, word -> whole(word, min, max));
  }

  private static @Nullable Long whole(String word, long min, long max) {
    if (!isWhole(word)) {
      return null;
    }
    var value = Long.parseLong(word);
    return value < min || value > max ? null : value;
  }

  private static boolean isWhole(String word) {
    return !word.isEmpty()
        && word.length() <= 15
        && word.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  boolean isNumberNext() {
    return isWhole(peek());
  }

  NodeId node() {
    return new NodeId((int) number("the number of a node", 1, Stage.NODES_MAX));
  }

  /// At least one.
  Set<NodeId> nodes() {
    var nodes = new TreeSet<NodeId>();
    do {
      nodes.add(node());
    } while (isNumberNext());
    return nodes;
  }

  Slot slot() {
    expect("slot");
    return new Slot(number("the number of a slot", 1, 1_000_000));
  }

  Ballot ballot() {
    return read("a ballot, as 2.1 (round 2 of node 1)", Tokens::ballot);
  }

  private static @Nullable Ballot ballot(String word) {
    var dot = word.indexOf('.');
    var round = dot < 0 ? null : whole(word.substring(0, dot), 0, Integer.MAX_VALUE);
    var node = dot < 0 ? null : whole(word.substring(dot + 1), 0, Stage.NODES_MAX);
    return round == null || node == null ? null : new Ballot(round, new NodeId(node.intValue()));
  }

  String value() {
    return read("a value (letters, digits, " + VALUE_CHARACTERS + ")", Tokens::value);
  }

  private static @Nullable String value(String word) {
    var fits = word.length() <= VALUE_CHARACTERS_MAX && word.chars().allMatch(Tokens::isOfValue);
    return fits ? word : null;
  }

  private static boolean isOfValue(int each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || VALUE_CHARACTERS.indexOf(each) >= 0;
  }

  Chance percent() {
    return read("a probability, as 30%", Tokens::percent);
  }

  private static @Nullable Chance percent(String word) {
    var number = word.endsWith("%") ? word.substring(0, word.length() - 1) : "";
    var whole = whole(number, 0, 100);
    return whole == null ? null : new Chance(word, whole * 10_000);
  }
}
