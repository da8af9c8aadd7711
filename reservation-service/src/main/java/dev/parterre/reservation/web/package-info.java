/// The HTTP rules that hold for every path: problems, strict JSON, limits, keys, cursors, tokens.
@NullMarked
package dev.parterre.reservation.web;

import org.jspecify.annotations.NullMarked;
