package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.ChangeCustomer;
import dev.parterre.reservation.boxoffice.ReservationId;
import dev.parterre.reservation.web.ProblemException;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The body of `PATCH /reservations/{reservationId}`: the customer's `name`, `email`, or both.
record CustomerPatch(ObjectNode patch) {

  /// @throws ProblemException 400 for a member that is unknown or of the wrong type, 422 for a
  ///   value that is not valid
  ChangeCustomer command(ReservationId reservation) {
    var checks = new Checks();
    var members = new MergePatch(patch, Set.of("name", "email"), checks);
    var command =
        new ChangeCustomer(
            reservation,
            members.required("name").map(it -> CustomerMembers.name(it, checks, "/name")),
            members.required("email").map(it -> CustomerMembers.email(it, checks, "/email")));
    checks.throwIfAny();
    return command;
  }
}
