/// `./parterre bench`: puts load on the replicas of a cluster, kills them, and measures. It uses
/// the classes of the command line; of these, only `Main` knows it, by its one command.
@NullMarked
package dev.parterre.reservation.cli.bench;

import org.jspecify.annotations.NullMarked;
