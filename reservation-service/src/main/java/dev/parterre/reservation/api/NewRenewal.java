package dev.parterre.reservation.api;

/// The body of `POST /holds/{holdId}/renewal`, which may be left out: it has no members.
record NewRenewal() {}
