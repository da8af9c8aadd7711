package dev.parterre.paxos.lesson;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A script that is given line by line.
public final class Rehearsal {

  private final Director director;

  public Rehearsal(Wanted wanted) {
    director = new Director(wanted);
  }

  /// @return what happened; nothing for a comment
  /// @throws LessonException when the line cannot be read or carried out; the stage is as it was
  ///   left, and the next line may follow
  public List<String> play(String line) {
    return Parser.isIdle(line) ? List.of() : director.carryOut(Parser.parse(line));
  }

  /// The stage as it is; null while there are no nodes.
  public @Nullable Picture picture() {
    var stage = director.stage();
    return stage == null ? null : Picture.of(stage);
  }

  /// Each instruction with what it takes, a line each.
  public static List<String> usages() {
    return Parser.usages();
  }
}
