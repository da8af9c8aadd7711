package dev.parterre.paxos.lesson;

import org.jspecify.annotations.Nullable;

/// What a player wants otherwise than the script has it; null: as the script has it.
///
/// @param nodes in place of each `nodes` line; the stage has them even before
/// @param fails in place of each `fails` line
/// @param seed in place of each `seed` line
public record Wanted(@Nullable Integer nodes, @Nullable Chance fails, @Nullable Long seed) {

  public static final Wanted NOTHING = new Wanted(null, null, null);

  /// @throws LessonException when there cannot be so many nodes
  public Wanted {
    if (nodes != null && (nodes < 1 || nodes > Stage.NODES_MAX)) {
      throw new LessonException("a stage has 1 to " + Stage.NODES_MAX + " nodes, not " + nodes);
    }
  }
}
