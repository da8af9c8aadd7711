/// The manners of HTTP that every path keeps: problems, strict JSON, limits, keys, cursors, tokens.
@NullMarked
package dev.parterre.reservation.web;

import org.jspecify.annotations.NullMarked;
