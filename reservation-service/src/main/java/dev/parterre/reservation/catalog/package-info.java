/// What can be sold: venues with their plans, and events. Knows nothing of HTTP or of the cluster.
@NullMarked
package dev.parterre.reservation.catalog;

import org.jspecify.annotations.NullMarked;
