package dev.parterre.paxos.lesson;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What happened in one instruction, in sentences.
final class Chronicle {

  /// So many sentences that differ in their slots alone are told as one.
  private static final int ALIKE_MIN = 4;

  private static final String SLOT = "@";

  /// @param text where `@` stands for the slot, if there is one
  private record Entry(String text, @Nullable Slot slot) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Kind, Integer> chatter = new TreeMap<>();
  private final Map<NodeId, String> latest = new HashMap<>();
  private boolean brief;
  private int lost;

  /// Another instruction begins.
  ///
  /// @param next whether what is sent goes without saying, because it is delivered at once
  void begin(boolean next) {
    brief = next;
    clear();
  }

  boolean isBrief() {
    return brief;
  }

  void say(String text) {
    entries.add(new Entry(text, null));
  }

  /// @param text with `@` where the slot belongs
  void say(String text, Slot slot) {
    entries.add(new Entry(text, slot));
  }

  void say(NodeId node, String text) {
    say(node, text, null);
  }

  /// @param text with `@` where the slot belongs
  void say(NodeId node, String text, @Nullable Slot slot) {
    entries.add(new Entry(sentence(node, text), slot));
    latest.put(node, slot == null ? text : text.replace(SLOT, "slot " + slot));
  }

  /// Not again before [#take].
  void sayOnce(NodeId node, String text) {
    if (entries.stream().noneMatch(entry -> entry.text.equals(sentence(node, text)))) {
      say(node, text);
    }
  }

  private static String sentence(NodeId node, String text) {
    return "node " + node + " " + text;
  }

  /// A message was delivered of which nothing is worth telling.
  void count(Kind kind) {
    chatter.merge(kind, 1, Integer::sum);
  }

  /// A message was lost as soon as it was sent.
  void lost() {
    lost++;
  }

  /// The last that was told of a node; empty if nothing was.
  String latest(NodeId node) {
    return latest.getOrDefault(node, "");
  }

  /// All since the last time.
  List<String> take() {
    var lines = new ArrayList<String>();
    var told = new HashSet<String>();
    for (var entry : entries) {
      var alike = slotsOf(entry.text);
      if (entry.slot == null) {
        lines.add(entry.text);
      } else if (alike.size() < ALIKE_MIN) {
        lines.add(entry.text.replace(SLOT, "slot " + entry.slot));
      } else if (told.add(entry.text)) {
        lines.add(entry.text.replace(SLOT, "slots " + ranges(alike)));
      }
    }
    if (!chatter.isEmpty()) {
      lines.add("(besides, delivered: " + counts() + ")");
    }
    if (lost > 0) {
      lines.add("(lost as soon as they were sent: " + lost + ")");
    }
    clear();
    return lines;
  }

  private void clear() {
    entries.clear();
    chatter.clear();
    lost = 0;
  }

  private Set<Slot> slotsOf(String text) {
    var slots = new TreeSet<Slot>();
    for (var entry : entries) {
      if (entry.slot != null && entry.text.equals(text)) {
        slots.add(entry.slot);
      }
    }
    return slots;
  }

  private static String ranges(Set<Slot> slots) {
    var ranges = new ArrayList<String>();
    Slot first = null;
    Slot last = null;
    for (var slot : slots) {
      if (first == null || last == null || !slot.equals(last.next())) {
        if (first != null && last != null) {
          ranges.add(range(first, last));
        }
        first = slot;
      }
      last = slot;
    }
    if (first != null && last != null) {
      ranges.add(range(first, last));
    }
    return String.join(", ", ranges);
  }

  private static String range(Slot first, Slot last) {
    return first.equals(last) ? first.toString() : first + " to " + last;
  }

  private String counts() {
    var counts = new ArrayList<String>();
    chatter.forEach((kind, count) -> counts.add(count + " " + kind));
    return String.join(", ", counts);
  }
}
