package dev.parterre.reservation.catalog;

/// A price level of a plan.
///
/// @param color what its seats are drawn with, as a CSS colour
public record Category(String name, String color) {}
