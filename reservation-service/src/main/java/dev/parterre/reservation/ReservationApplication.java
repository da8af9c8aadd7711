package dev.parterre.reservation;

import dev.parterre.reservation.cli.Main;
import dev.parterre.reservation.cluster.StartCheck;
import dev.parterre.reservation.cluster.StartFailure;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// One replica of the box office; or, where there is no `./parterre`, what founds a cluster on a
/// backup: `java -jar parterre.jar restore …`.
@SpringBootApplication(proxyBeanMethods = false)
public class ReservationApplication {

  private static final Set<String> COMMANDS = Set.of("backup", "restore");

  public static void main(String[] arguments) {
    if (arguments.length > 0 && COMMANDS.contains(arguments[0])) {
      Main.main(arguments);
      return;
    }
    var application = new SpringApplication(ReservationApplication.class);
    application.addInitializers(new StartCheck());
    try {
      application.run(arguments);
    } catch (RuntimeException failure) {
      StartFailure.endIfExplained(failure);
      throw failure;
    }
  }
}
