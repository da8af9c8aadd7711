package dev.parterre.reservation.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parterre.paxos.Status;
import java.util.Locale;
import java.util.Optional;

/// What a replica says of itself in a word; of several that are true, the worst.
enum NodeState {
  /// It stopped for good, and its process is about to end.
  REFUSED,
  FAILED,
  /// It serves nobody until a slot is passed over.
  HELD,
  /// It is no member, and only learns.
  GUEST,
  CATCHING_UP,
  RUNNING;

  /// A member that keeps up is a window or two behind, as others hear of it a moment later.
  private static final int BEHIND_SLOTS_MAX = 64;

  /// @param end how its process is about to end
  static NodeState of(Status status, Optional<ExitCode> end) {
    if (end.isPresent()) {
      return end.get() == ExitCode.REFUSED ? REFUSED : FAILED;
    }
    if (status.held() != null) {
      return HELD;
    }
    if (!status.voting()) {
      return GUEST;
    }
    return isBehind(status) ? CATCHING_UP : RUNNING;
  }

  private static boolean isBehind(Status status) {
    var goal = status.applied().plus(BEHIND_SLOTS_MAX);
    return status.members().stream().map(Status.Member::applied).anyMatch(it -> it.isAfter(goal));
  }

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
