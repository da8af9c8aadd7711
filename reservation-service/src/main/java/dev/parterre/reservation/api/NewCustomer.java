package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Customer;
import org.jspecify.annotations.Nullable;

/// The member `customer` of a request.
record NewCustomer(@Nullable String name, @Nullable String email) {

  /// Notes a fault for each part that is missing or not valid.
  static Customer read(@Nullable NewCustomer customer, Checks checks) {
    if (customer == null) {
      checks.fault("/customer", Checks.REQUIRED);
      return new Customer("", "");
    }
    return new Customer(
        CustomerMembers.name(customer.name(), checks, "/customer/name"),
        CustomerMembers.email(customer.email(), checks, "/customer/email"));
  }
}
