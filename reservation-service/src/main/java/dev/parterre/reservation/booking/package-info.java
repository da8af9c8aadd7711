/// Who has which seat: the replicated state machine of the box office, and its controllers.
@NullMarked
package dev.parterre.reservation.booking;

import org.jspecify.annotations.NullMarked;
