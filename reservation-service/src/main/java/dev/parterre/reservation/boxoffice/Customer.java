package dev.parterre.reservation.boxoffice;

/// The person for whom seats are reserved.
public record Customer(String name, String email) {}
