/// `./parterre bench`: puts load on the replicas of a cluster, kills them, and measures. It uses
/// the command line as that uses itself; of the command line only `Main` knows it, by its one
/// command.
@NullMarked
package dev.parterre.reservation.cli.bench;

import org.jspecify.annotations.NullMarked;
