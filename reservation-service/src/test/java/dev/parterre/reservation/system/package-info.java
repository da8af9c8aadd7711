/// Tests of real replicas: started with the command line, as by an operator; called over HTTP, as
/// by a client; and killed, as by a failing machine.
@NullMarked
package dev.parterre.reservation.system;

import org.jspecify.annotations.NullMarked;
