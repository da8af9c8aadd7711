/// The service: one replica of the box office, with its pages and its API.
@NullMarked
package dev.parterre.reservation;

import org.jspecify.annotations.NullMarked;
