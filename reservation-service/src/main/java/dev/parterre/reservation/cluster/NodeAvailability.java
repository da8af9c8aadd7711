package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/// Ends the process of a node that has stopped for good. If that happens before the application has
/// started, the start is completed first: an exit in the middle of it would look like another
/// failure. Liveness fails as well, since the exit may hang where the disk does.
final class NodeAvailability implements NodeObserver {

  private final ApplicationContext context;
  private final Consumer<ExitCode> exit;
  private boolean ready;
  private @Nullable ExitCode end;

  /// @param exit must return at once; called at most once
  NodeAvailability(ApplicationContext context, Consumer<ExitCode> exit) {
    this.context = context;
    this.exit = exit;
  }

  @Override
  public synchronized void failed(Throwable cause) {
    end = ExitCode.of(cause);
    if (ready) {
      finish(end);
    }
  }

  /// By now, Spring has published its last liveness state of the start.
  @EventListener(ApplicationReadyEvent.class)
  synchronized void ready() {
    ready = true;
    if (end != null) {
      finish(end);
    }
  }

  private void finish(ExitCode code) {
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    exit.accept(code);
  }

  /// The code with which the process is about to end, if its node has stopped for good.
  synchronized Optional<ExitCode> end() {
    return Optional.ofNullable(end);
  }
}
