package dev.parterre.reservation.cluster;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Logs in one sentence why a start failed, if one sentence is enough; otherwise leaves it to
/// Spring's other reporters.
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailure implements SpringBootExceptionReporter {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

  @Override
  public boolean reportException(Throwable failure) {
    var sentence = explanation(failure);
    if (sentence != null) {
      LOG.error("{}", sentence);
    }
    return sentence != null;
  }

  /// Ends the process with the code of a replica that cannot start, if a sentence said why. It does
  /// not let Spring ask the exception for an exit code, since Spring tells that to listeners, which
  /// it may no longer be able to create.
  public static void endIfExplained(Throwable failure) {
    if (explanation(failure) != null) {
      System.exit(ExitCode.MISCONFIGURED.number());
    }
  }

  private static @Nullable String explanation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var sentence = sentence(cause);
      if (sentence != null) {
        return sentence;
      }
    }
    return null;
  }

  static @Nullable String sentence(Throwable cause) {
    return switch (cause) {
      case ConfigurationException wrong -> wrong.getMessage();
      case BindException wrong -> sentence(wrong);
      case PortInUseException taken ->
          "server.port, or management.server.port: the port " + taken.getPort() + " is in use.";
      default -> null;
    };
  }

  static String sentence(BindException wrong) {
    var property = wrong.getProperty();
    var name = property == null ? wrong.getName() : property.getName();
    return name + " has a value that cannot be read.";
  }
}
