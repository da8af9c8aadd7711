package dev.parterre.paxos.members;

import java.util.Optional;

/// A change of the members, as somebody asks for it.
public sealed interface Change {

  /// One more member, under an id that was never used.
  ///
  /// @param address by which the others reach it
  record Add(NodeId id, String address) implements Change {}

  /// One member less.
  record Remove(NodeId id) implements Change {}

  /// Another member, under an id that was never used, in the place of one that lost its disk.
  record Replace(NodeId gone, NodeId id, String address) implements Change {}

  default Optional<NodeId> coming() {
    return switch (this) {
      case Add(var id, _) -> Optional.of(id);
      case Remove _ -> Optional.empty();
      case Replace(_, var id, _) -> Optional.of(id);
    };
  }

  default Optional<NodeId> going() {
    return switch (this) {
      case Add _ -> Optional.empty();
      case Remove(var id) -> Optional.of(id);
      case Replace(var gone, _, _) -> Optional.of(gone);
    };
  }

  /// Why a change is refused.
  enum Objection {
    /// The one before does not rule yet.
    ANOTHER_UNDER_WAY,
    /// The id is a member's or was one's: ids are not used again, for what was promised under one
    /// must not be forgotten under it.
    ID_USED,
    NOT_A_MEMBER,
    LAST_MEMBER,
    TOO_MANY_MEMBERS,
    /// The node to come has not learned what was decided: it learns first and votes after.
    NOT_CAUGHT_UP,
    /// Those who are heard would not be enough to decide anything after it.
    TOO_FEW_REACHABLE,
    /// The node to come does not answer at the address by which the others would reach it.
    ADDRESS_NOT_REACHED
  }
}
