package dev.parterre.paxos.core;

/// A fault to be put into the source of the core.
///
/// @param name what the faulty core does, in words
/// @param file of the core, without its suffix
/// @param text what stands in it, exactly once
/// @param fault what stands there instead
record Mutant(String name, String file, String text, String fault) {

  /// @throws IllegalStateException when the source has moved on and the fault has lost its place
  String in(String source) {
    var at = source.indexOf(text);
    if (at < 0 || source.indexOf(text, at + 1) >= 0) {
      var found = at < 0 ? "nowhere" : "more than once";
      throw new IllegalStateException(
          "the list of mutants is stale: '%s' has its text %s in %s.java: %s"
              .formatted(name, found, file, text));
    }
    return source.substring(0, at) + fault + source.substring(at + text.length());
  }

  @Override
  public String toString() {
    return name;
  }
}
