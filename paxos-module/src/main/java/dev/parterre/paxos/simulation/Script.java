package dev.parterre.paxos.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// All that a run is given: the same seed with the same script is the same run. A part of the
/// happenings is a script, too; so a failing one can be shrunk.
record Script(Setup setup, List<Happening> happenings) {

  Script {
    happenings = List.copyOf(happenings);
  }

  static Script of(long seed) {
    return new Playwright(new Dice(seed, Dice.SCRIPT)).write();
  }

  /// With these happenings alone.
  Script with(List<Happening> fewer) {
    return new Script(setup, fewer);
  }

  /// With the happenings of these numbers alone.
  Script only(Set<Integer> numbers) {
    return with(
        happenings.stream().filter(happening -> numbers.contains(happening.number())).toList());
  }

  @Override
  public String toString() {
    return happenings.stream()
        .map(happening -> "\n  " + happening)
        .collect(Collectors.joining("", setup.toString(), ""));
  }
}
