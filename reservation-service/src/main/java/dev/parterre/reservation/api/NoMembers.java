package dev.parterre.reservation.api;

/// The body of a request that says everything with its address: it has no members, and may be left
/// out.
record NoMembers() {}
