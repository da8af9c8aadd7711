/// Real replicas, started by the command line as an operator does, spoken to as a client does, and
/// killed as a machine does.
@NullMarked
package dev.parterre.reservation.system;

import org.jspecify.annotations.NullMarked;
