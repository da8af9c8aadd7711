package dev.parterre.reservation;

import dev.parterre.reservation.cluster.StartCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// One replica of the box office.
@SpringBootApplication(proxyBeanMethods = false)
public class ReservationApplication {

  public static void main(String[] arguments) {
    var application = new SpringApplication(ReservationApplication.class);
    application.addInitializers(new StartCheck());
    application.run(arguments);
  }
}
