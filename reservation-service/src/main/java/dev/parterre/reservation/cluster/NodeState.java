package dev.parterre.reservation.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parterre.paxos.Status;
import java.util.Locale;
import java.util.Optional;

/// The state of a replica in one word; if several apply, the worst.
enum NodeState {
  /// It stopped for good and must be replaced; its process is about to end.
  REFUSED,
  /// It stopped for good because something failed; its process is about to end.
  FAILED,
  /// It serves nobody until a slot is passed over.
  HELD,
  /// It is not a member, and only learns.
  GUEST,
  CATCHING_UP,
  RUNNING;

  /// A member that keeps up is a window or two behind, since others report a moment later.
  private static final int BEHIND_SLOTS_MAX = 64;

  /// @param end the code with which its process is about to end, if it is
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
