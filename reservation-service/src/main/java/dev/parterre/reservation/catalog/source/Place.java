package dev.parterre.reservation.catalog.source;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1, in characters; 0 if only the line is known
public record Place(long line, long column) {

  static final Place START = new Place(1, 1);

  @Override
  public String toString() {
    return column == 0 ? Long.toString(line) : line + ":" + column;
  }
}
