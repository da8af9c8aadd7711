/// The box office over HTTP: its controllers, what they are told and what they answer.
@NullMarked
package dev.parterre.reservation.api;

import org.jspecify.annotations.NullMarked;
