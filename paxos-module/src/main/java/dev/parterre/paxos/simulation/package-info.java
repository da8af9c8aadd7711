/// Whole clusters on one thread from one seed: simulated disks and network, faults, and checkers of
/// the papers' invariants.
@NullMarked
package dev.parterre.paxos.simulation;

import org.jspecify.annotations.NullMarked;
