package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/// A node that has failed for good is to be restarted by whoever watches over the process. It may
/// fail before the application has started, which then says that all is well: it is told again.
final class NodeAvailability implements NodeObserver {

  private final ApplicationContext context;
  private volatile boolean failed;

  NodeAvailability(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void failed(Throwable cause) {
    failed = true;
    publish();
  }

  /// The last that is said of liveness at a start has been said before this.
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    if (failed) {
      publish();
    }
  }

  private void publish() {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
  }
}
