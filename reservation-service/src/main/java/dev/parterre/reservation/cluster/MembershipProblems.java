package dev.parterre.reservation.cluster;

import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/// Turns the reasons why the members were not changed into problems.
final class MembershipProblems {

  private MembershipProblems() {}

  static ProblemException refused(Objection objection) {
    return switch (objection) {
      case ANOTHER_UNDER_WAY ->
          refused("another-under-way", "Another change of the members is not in effect yet.")
              .with(HttpHeaders.RETRY_AFTER, 1);
      case NOT_CAUGHT_UP ->
          refused("not-caught-up", "The new replica is not running, or is still learning.")
              .with(HttpHeaders.RETRY_AFTER, 1);
      case TOO_FEW_REACHABLE ->
          refused("too-few-reachable", "Too few of the future members answer now.")
              .with(HttpHeaders.RETRY_AFTER, 1);
      case ADDRESS_NOT_REACHED ->
          refused("address-not-reached", "The new replica does not answer at that address.")
              .with(HttpHeaders.RETRY_AFTER, 1);
      case ID_USED ->
          refused("id-used", "A new replica needs an id that is higher than any before it.");
      case NOT_A_MEMBER -> refused("not-a-member", "There is no such member.");
      case LAST_MEMBER -> refused("last-member", "The last member cannot be removed.");
      case TOO_MANY_MEMBERS ->
          refused("too-many", "A cluster has at most " + Memberships.MEMBERS_MAX + " members.");
    };
  }

  private static ProblemException refused(String reason, String detail) {
    return new ProblemException(Problem.MEMBERSHIP_REFUSED, detail, Map.of("reason", reason));
  }

  static ProblemException outcomeUnknown() {
    return new ProblemException(
            Problem.OUTCOME_UNKNOWN, "The change may or may not take effect. Asking again is safe.")
        .with(HttpHeaders.RETRY_AFTER, 1);
  }
}
