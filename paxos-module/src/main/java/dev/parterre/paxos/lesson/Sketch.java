package dev.parterre.paxos.lesson;

import dev.parterre.paxos.lesson.Picture.Cell;
import java.util.ArrayList;
import java.util.List;

/// A picture in lines of text.
final class Sketch {

  /// Of many slots the last tell enough.
  private static final int CELLS_MAX = 6;

  private Sketch() {}

  static List<String> of(Picture picture) {
    var lines = new ArrayList<String>();
    picture.nodes().forEach(node -> node(node, lines));
    for (var flying : picture.underWay()) {
      var route = flying.from() + " -> " + flying.to();
      var held = flying.held() ? " (held back)" : "";
      lines.add("under way  #" + flying.number() + " " + route + ": " + flying.text() + held);
    }
    if (!picture.cuts().isEmpty()) {
      lines.add("cut        " + String.join(", ", picture.cuts()));
    }
    lines.add("chosen     " + cells(picture.chosen()));
    return lines;
  }

  private static void node(Picture.Node node, List<String> lines) {
    lines.add("node " + node.id() + "     " + role(node));
    var disk = node.disk();
    var promised = disk.promised().isEmpty() ? "nothing" : disk.promised();
    var parts = new ArrayList<String>();
    parts.add("promised " + promised);
    if (disk.snapshot() > 0) {
      parts.add("a snapshot as of slot " + disk.snapshot());
    }
    parts.add("accepted " + cells(disk.accepted()));
    lines.add("  disk     " + String.join("; ", parts));
    if (!disk.unforced().isEmpty()) {
      lines.add("  unforced " + String.join(", ", disk.unforced()));
    }
    if (node.role() != Picture.Role.DOWN) {
      lines.add("  knows    " + cells(node.decided()));
    }
  }

  private static String role(Picture.Node node) {
    return switch (node.role()) {
      case DOWN -> "down";
      case GUEST -> "a guest: it learns and does not vote";
      case LEADER -> "leads under " + node.ballot();
      case CANDIDATE -> "asks for promises to " + node.ballot();
      case FOLLOWER ->
          node.leader() == 0
              ? "follows nobody"
              : "follows node " + node.leader() + " under " + node.ballot();
    };
  }

  private static String cells(List<Cell> cells) {
    if (cells.isEmpty()) {
      return "nothing";
    }
    var from = Math.max(0, cells.size() - CELLS_MAX);
    var parts = new ArrayList<String>();
    if (from > 0) {
      parts.add("(earlier: " + from + ")");
    }
    for (var cell : cells.subList(from, cells.size())) {
      var under = cell.ballot().isEmpty() ? "" : " under " + cell.ballot();
      parts.add("slot " + cell.slot() + " = " + cell.value() + under);
    }
    return String.join(", ", parts);
  }
}
