package dev.parterre.reservation;

import dev.parterre.reservation.cli.Main;
import dev.parterre.reservation.cluster.StartCheck;
import dev.parterre.reservation.cluster.StartFailure;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Runs one replica of the box office. If the first argument is `backup` or `restore`, runs that
/// command instead, for machines that have the jar but not `./parterre`: `java -jar parterre.jar
/// restore …`.
@SpringBootApplication(proxyBeanMethods = false)
public class ReservationApplication {

  private static final Set<String> COMMANDS = Set.of("backup", "restore");

  public static void main(String[] arguments) {
    // What is written is for programs, or English, whatever language the machine speaks.
    Locale.setDefault(Locale.ROOT);
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
