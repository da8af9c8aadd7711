package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lets each node judge its peers' disks by its real record of them before it listens, and checks
/// the judgement: a node on its own disk must never be refused, and one that is not must be refused
/// by every peer that was told of more than this disk holds.
final class PeerWatch {

  /// @param hearing the incarnation of the node that was told
  private record Told(UUID storage, long highest, long hearing) {}

  private final Counters counters;
  private final Mutant mutant;

  /// The latest process of each node that each node has listened to.
  private final long[][] heard = new long[Setup.NODES_MAX + 1][Setup.NODES_MAX + 1];

  private final @Nullable Told[][] told = new Told[Setup.NODES_MAX + 1][Setup.NODES_MAX + 1];

  PeerWatch(Counters counters, Mutant mutant) {
    this.counters = counters;
    this.mutant = mutant;
  }

  /// Whether the one listens to the other. If it does not, or if nobody can know that it must not,
  /// the speaker is stopped: it has forgotten what it promised. What a process said that has ended
  /// may be refused once the next one was heard: it is as good as lost.
  boolean listens(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    if (hearer.loop() == null) {
      return false;
    }
    var objection = objection(hearer, speaker, claim);
    if (hearer.loop() == null || SimulatedNode.NOT_ON_RECORD.equals(objection)) {
      return false;
    }
    if (objection != null && speaker.isDoubled()) {
      speaker.disown();
      return false;
    }
    if (!claim.swapped()) {
      var isLate = claim.incarnation() < heard[hearer.id().value()][speaker.id().value()];
      check(objection == null || isLate, "nobody is refused on its own disk: " + objection);
      if (objection == null) {
        remember(hearer, speaker, claim);
      }
      return objection == null;
    }
    if (claim.incarnation() != speaker.incarnation()) {
      return objection == null;
    }
    check(
        objection != null || !knowsBetter(hearer, speaker, claim),
        "a disk that has forgotten is refused");
    counters.count(
        objection == null ? Sometimes.FORGETFUL_DISK_UNNOTICED : Sometimes.FORGETFUL_DISK_REFUSED);
    speaker.disown();
    return false;
  }

  /// A second process starts under an id, on a copy of the disk, and introduces itself, but sends
  /// nothing else.
  void meetsTwin(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var objection = objection(hearer, speaker, claim);
    check(
        objection != null || !knowsBetter(hearer, speaker, claim),
        "an old copy of a disk is refused beside the disk itself");
    counters.count(objection == null ? Sometimes.TWIN_TAKEN_FOR_A_RESTART : Sometimes.TWIN_REFUSED);
  }

  private @Nullable String objection(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var objection = hearer.objectionTo(speaker.id(), claim);
    return mutant == Mutant.FORGETFUL_DISK_HEARD ? null : objection;
  }

  private void remember(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var row = told[hearer.id().value()];
    var before = row[speaker.id().value()];
    var hearing = hearer.incarnation();
    var latest = heard[hearer.id().value()];
    latest[speaker.id().value()] = Math.max(latest[speaker.id().value()], claim.incarnation());
    if (before == null || before.hearing != hearing || claim.forcedThrough() > before.highest) {
      row[speaker.id().value()] = new Told(claim.storage(), claim.forcedThrough(), hearing);
    }
  }

  private boolean knowsBetter(SimulatedNode hearer, SimulatedNode speaker, Claim claim) {
    var known = told[hearer.id().value()][speaker.id().value()];
    return known != null
        && (!known.storage.equals(claim.storage())
            || (known.hearing == hearer.incarnation() && known.highest > claim.forcedThrough()));
  }
}
