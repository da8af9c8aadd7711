package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class NodeAvailabilityTest {

  private final List<ExitCode> ends = new ArrayList<>();

  @Test
  void a_node_that_failed_while_the_application_was_starting_ends_once_it_has_started() {
    try (var context = context()) {
      var node = context.getBean(NodeAvailability.class);

      node.failed(new IOException("the disk is another"));
      AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
      assertThat(ends).isEmpty();
      isReady(context);

      assertThat(ends).containsExactly(ExitCode.FAILED);
      assertThat(liveness(context)).isEqualTo(LivenessState.BROKEN);
      assertThat(node.end()).contains(ExitCode.FAILED);
    }
  }

  @Test
  void a_node_that_fails_later_ends_at_once() {
    try (var context = context()) {
      var node = context.getBean(NodeAvailability.class);
      isReady(context);
      assertThat(node.end()).isEmpty();

      node.failed(new IOException("no space left on the device"));

      assertThat(ends).containsExactly(ExitCode.FAILED);
      assertThat(liveness(context)).isEqualTo(LivenessState.BROKEN);
    }
  }

  private AnnotationConfigApplicationContext context() {
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(ApplicationAvailabilityBean.class);
    context.registerBean(NodeAvailability.class, () -> new NodeAvailability(context, ends::add));
    context.refresh();
    return context;
  }

  private static void isReady(AnnotationConfigApplicationContext context) {
    var application = new SpringApplication(NodeAvailabilityTest.class);
    context.publishEvent(
        new ApplicationReadyEvent(application, new String[0], context, Duration.ZERO));
  }

  private static LivenessState liveness(AnnotationConfigApplicationContext context) {
    return context.getBean(ApplicationAvailabilityBean.class).getLivenessState();
  }
}
