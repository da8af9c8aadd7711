/// The box office over HTTP: its controllers, with the bodies of their requests and responses.
@NullMarked
package dev.parterre.reservation.api;

import org.jspecify.annotations.NullMarked;
