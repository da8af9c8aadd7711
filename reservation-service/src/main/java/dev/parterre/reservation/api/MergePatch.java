package dev.parterre.reservation.api;

import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON merge patch (RFC 7396), read as strictly as other bodies: what is unknown or of the wrong
/// type is a 400.
final class MergePatch {

  private final ObjectNode patch;
  private final Checks checks;

  /// @param members those that can be changed
  /// @throws ProblemException 400 if there are others
  MergePatch(ObjectNode patch, Set<String> members, Checks checks) {
    this.patch = patch;
    this.checks = checks;
    for (var member : patch.propertyNames()) {
      if (!members.contains(member)) {
        throw malformed("The member /" + member + " is not known or does not change.");
      }
    }
  }

  /// Null if it stays; a null node if it is to be removed.
  @Nullable JsonNode get(String member) {
    return patch.get(member);
  }

  /// A text that cannot be removed; empty if it stays.
  Optional<String> required(String member) {
    var value = patch.get(member);
    if (value != null && value.isNull()) {
      checks.fault("/" + member, "This cannot be removed.");
      return Optional.empty();
    }
    return Optional.ofNullable(value).map(it -> text(it, member));
  }

  String text(JsonNode value, String member) {
    if (!value.isString()) {
      throw wrongType(member);
    }
    return value.stringValue();
  }

  static ProblemException wrongType(String member) {
    return malformed("The value of /" + member + " has the wrong type.");
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(Problem.MALFORMED_REQUEST, detail);
  }
}
