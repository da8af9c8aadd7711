/// The command line `./parterre`: runs replicas as background processes of this machine, shows
/// their state, stops them, and puts load on them. It talks to a replica only over HTTP, like a
/// client.
@NullMarked
package dev.parterre.reservation.cli;

import org.jspecify.annotations.NullMarked;
