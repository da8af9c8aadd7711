package dev.parterre.paxos.members;

import java.util.Optional;

/// A change of the members, as it is asked for.
public sealed interface Change {

  /// Adds a member, under an id that was never used.
  ///
  /// @param address at which the others reach it
  record Add(NodeId id, String address) implements Change {}

  /// Removes a member.
  record Remove(NodeId id) implements Change {}

  /// Replaces a member that lost its disk by another, under an id that was never used.
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
    /// An earlier change has not taken effect yet.
    ANOTHER_UNDER_WAY,
    /// The id is, or was, that of a member. Ids are not reused, because what was promised under one
    /// must never be forgotten under it.
    ID_USED,
    NOT_A_MEMBER,
    LAST_MEMBER,
    TOO_MANY_MEMBERS,
    /// The new node has not learned what was decided: it learns first, and votes afterwards.
    NOT_CAUGHT_UP,
    /// After the change, the members that can be heard would not be enough to decide anything.
    TOO_FEW_REACHABLE,
    /// The new node does not answer at the address at which the others would reach it.
    ADDRESS_NOT_REACHED;

    /// Whether a change that was made meets with this objection when it is asked for again, for
    /// good.
    public boolean mayFollowSuccess() {
      return this == ID_USED || this == NOT_A_MEMBER;
    }
  }
}
