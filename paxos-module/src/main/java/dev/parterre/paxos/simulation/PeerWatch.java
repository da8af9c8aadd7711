package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lets each node judge its peers' disks, by the real record of them, before it listens; and judges
/// the judgement: whoever is on its own disk is never refused, and whoever is not is refused by
/// everybody who was told more of that disk than it holds.
final class PeerWatch {

  private record Pair(SimulatedNode hearer, SimulatedNode speaker) {}

  /// @param hearing the incarnation of who was told so
  private record Told(UUID storage, long highest, long hearing) {}

  private final Counters counters;
  private final Mutant mutant;
  private final Map<Pair, Told> told = new HashMap<>();

  PeerWatch(Counters counters, Mutant mutant) {
    this.counters = counters;
    this.mutant = mutant;
  }

  /// Whether the one listens to the other. If not, or if nobody can know that it should not, the
  /// speaker is stopped: it has forgotten what it promised.
  boolean listens(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    if (hearer.loop() == null) {
      return false;
    }
    var objection = objection(hearer, speaker, claim);
    if (hearer.loop() == null || SimulatedNode.NOT_ON_RECORD.equals(objection)) {
      return false;
    }
    var pair = new Pair(hearer, speaker);
    if (objection != null && speaker.isDoubled()) {
      speaker.disown();
      return false;
    }
    if (!claim.swapped()) {
      check(objection == null, "nobody is refused on its own disk: " + objection);
      remember(pair, claim);
      return true;
    }
    check(objection != null || !knowsBetter(pair, claim), "a disk that has forgotten is refused");
    counters.count(
        objection == null ? Sometimes.FORGETFUL_DISK_UNNOTICED : Sometimes.FORGETFUL_DISK_REFUSED);
    speaker.disown();
    return false;
  }

  /// A second process comes under an id on a copy of its disk, and says nothing more than that.
  void meetsTwin(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var objection = objection(hearer, speaker, claim);
    check(
        objection != null || !knowsBetter(new Pair(hearer, speaker), claim),
        "an old copy of a disk is refused beside the disk itself");
    counters.count(objection == null ? Sometimes.TWIN_TAKEN_FOR_A_RESTART : Sometimes.TWIN_REFUSED);
  }

  private @Nullable String objection(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var objection = hearer.objectionTo(speaker.id(), claim);
    return mutant == Mutant.FORGETFUL_DISK_HEARD ? null : objection;
  }

  private void remember(Pair pair, Claim claim) {
    var before = told.get(pair);
    var hearing = pair.hearer.incarnation();
    if (before == null || before.hearing != hearing || claim.forcedThrough() > before.highest) {
      told.put(pair, new Told(claim.storage(), claim.forcedThrough(), hearing));
    }
  }

  private boolean knowsBetter(Pair pair, Claim claim) {
    var known = told.get(pair);
    return known != null
        && (!known.storage.equals(claim.storage())
            || (known.hearing == pair.hearer.incarnation()
                && known.highest > claim.forcedThrough()));
  }
}
