package dev.parterre.reservation.booking;

/// For whom seats are reserved.
record Customer(String name, String email) {}
