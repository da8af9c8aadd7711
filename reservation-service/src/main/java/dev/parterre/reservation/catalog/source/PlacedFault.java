package dev.parterre.reservation.catalog.source;

/// What is wrong, or only odd, at one place of a file.
public record PlacedFault(Place place, String detail) {}
