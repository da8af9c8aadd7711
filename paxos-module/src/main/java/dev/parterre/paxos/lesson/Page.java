package dev.parterre.paxos.lesson;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a lesson: what the script says before it, the instruction, and what came of it.
///
/// @param remarks the lines of comment and the empty lines before the instruction, as they stand
/// @param instruction as it stands; empty after the last one
/// @param happenings what happened, and why, in sentences
/// @param picture null while there are no nodes
public record Page(
    List<String> remarks, String instruction, List<String> happenings, @Nullable Picture picture) {

  /// As it stands in a transcript.
  public List<String> lines() {
    var lines = new ArrayList<>(remarks);
    if (!instruction.isEmpty()) {
      lines.add("> " + instruction);
    }
    happenings.forEach(each -> lines.add("    " + each));
    return lines;
  }

  /// The whole stage in lines of text.
  public List<String> sketch() {
    return picture == null ? List.of() : Sketch.of(picture);
  }
}
