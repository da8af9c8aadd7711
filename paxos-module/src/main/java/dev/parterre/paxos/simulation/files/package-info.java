/// The files of a simulated machine: a file system in memory that, when the power fails, loses what
/// was not forced. The real log runs on it without knowing.
@NullMarked
package dev.parterre.paxos.simulation.files;

import org.jspecify.annotations.NullMarked;
