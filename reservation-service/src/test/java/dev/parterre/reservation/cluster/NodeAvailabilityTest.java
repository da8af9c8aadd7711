package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class NodeAvailabilityTest {

  @Test
  void a_node_that_failed_while_the_application_was_starting_is_not_called_alive() {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(ApplicationAvailabilityBean.class);
      context.registerBean(NodeAvailability.class, () -> new NodeAvailability(context));
      context.refresh();
      var availability = context.getBean(ApplicationAvailabilityBean.class);

      context.getBean(NodeAvailability.class).failed(new IOException("the disk is another"));
      AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
      var application = new SpringApplication(NodeAvailabilityTest.class);
      context.publishEvent(
          new ApplicationReadyEvent(application, new String[0], context, Duration.ZERO));

      assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
    }
  }
}
