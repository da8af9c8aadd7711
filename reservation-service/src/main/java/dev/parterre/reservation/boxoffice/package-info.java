/// Who has which seat: the replicated state machine of the box office. It knows nothing of HTTP, of
/// Spring or of JSON.
@NullMarked
package dev.parterre.reservation.boxoffice;

import org.jspecify.annotations.NullMarked;
