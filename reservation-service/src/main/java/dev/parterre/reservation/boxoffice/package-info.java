/// The replicated state machine of the box office, which decides who has which seat. It does not
/// depend on HTTP, Spring or JSON. Its mutable classes belong to the event loop, except where a
/// comment says that any thread may read or call something.
@NullMarked
package dev.parterre.reservation.boxoffice;

import org.jspecify.annotations.NullMarked;
