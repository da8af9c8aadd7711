package dev.parterre.reservation.api;

import org.jspecify.annotations.Nullable;

/// Checks members of a customer that are the same whether they are new or change.
final class CustomerMembers {

  private static final int NAME_MAX = 200;

  private CustomerMembers() {}

  static String name(@Nullable String name, Checks checks, String pointer) {
    return checks.text(name, NAME_MAX, pointer);
  }

  static String email(@Nullable String address, Checks checks, String pointer) {
    var email = checks.text(address, EmailAddress.MAX, pointer);
    checks.check(
        email.isEmpty() || EmailAddress.isOne(email),
        pointer,
        "This is not a valid e-mail address.");
    return email;
  }
}
