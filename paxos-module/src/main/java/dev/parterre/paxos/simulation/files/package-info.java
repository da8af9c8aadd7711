/// The files of a simulated machine: a file system in memory that loses, when the power fails, what
/// was not forced. The real log runs on it and does not know.
@NullMarked
package dev.parterre.paxos.simulation.files;

import org.jspecify.annotations.NullMarked;
