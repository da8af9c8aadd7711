/// The node inside Spring: configuration, life and death, the cluster API, health and metrics.
@NullMarked
package dev.parterre.reservation.cluster;

import org.jspecify.annotations.NullMarked;
