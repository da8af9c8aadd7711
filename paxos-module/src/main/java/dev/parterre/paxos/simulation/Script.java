package dev.parterre.paxos.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that determines a run: the same seed with the same script is the same run. Any part
/// of the happenings is a script, too, so that a failing one can be shrunk.
record Script(Setup setup, List<Happening> happenings) {

  Script {
    happenings = List.copyOf(happenings);
  }

  static Script of(long seed) {
    return new Playwright(new Dice(seed, Dice.SCRIPT)).write();
  }

  /// With only these happenings.
  Script with(List<Happening> fewer) {
    return new Script(setup, fewer);
  }

  /// With only the happenings that have these numbers.
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
