package dev.parterre.reservation.boxoffice;

/// For whom seats are reserved.
public record Customer(String name, String email) {}
