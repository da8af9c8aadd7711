/// Reads what houses have of their halls (a table of seats, a drawing, a plan of pretix) as plans,
/// and says in which line something is wrong.
@NullMarked
package dev.parterre.reservation.catalog.source;

import org.jspecify.annotations.NullMarked;
