package dev.parterre.reservation.boxoffice;

import java.util.List;

/// The shelves of a [Ledger] as the parts of a snapshot: an entry may refer to entries of earlier
/// sections.
final class Sections {

  private final List<Section<?>> all;

  Sections(Section<?>... all) {
    this.all = List.of(all);
  }

  /// Those that exist at a format level.
  List<Section<?>> at(int level) {
    return all.stream().filter(section -> section.since() <= level).toList();
  }

  /// The entries of a kind.
  Shelf<?, ?> shelf(Kind kind) {
    for (var section : all) {
      if (section.kind() == kind) {
        return section.shelf();
      }
    }
    throw new IllegalArgumentException("entries of kind " + kind + " have no shelf");
  }

  /// Puts this format level in force.
  void rise(int level) {
    all.forEach(section -> section.shelf().rise(level));
  }

  /// The entries' part of the digest of the state.
  long digest() {
    return all.stream().mapToLong(section -> section.shelf().digest()).sum();
  }

  /// What [#digest] must return, computed from every entry.
  long digestFromScratch() {
    return all.stream().mapToLong(section -> section.shelf().digestFromScratch()).sum();
  }
}
