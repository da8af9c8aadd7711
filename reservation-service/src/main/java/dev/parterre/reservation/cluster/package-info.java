/// The node inside Spring: its configuration, start and end, the cluster API, health and metrics.
@NullMarked
package dev.parterre.reservation.cluster;

import org.jspecify.annotations.NullMarked;
