/// Tickets: their signatures, and how they are printed.
@NullMarked
package dev.parterre.reservation.tickets;

import org.jspecify.annotations.NullMarked;
