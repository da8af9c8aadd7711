package dev.parterre.reservation.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster is meant.
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The cluster's folder (default: .parterre in the checkout).")
  private @Nullable Path given;

  @Option(names = "--help", usageHelp = true, description = "Say this.")
  boolean help;

  DataDirectory directory() {
    return new DataDirectory(given != null ? given : home().resolve(".parterre"));
  }

  /// What to add to a command in order to mean this cluster.
  String suffix() {
    if (given == null) {
      return "";
    }
    var path = given.toString();
    return " --data " + (path.matches("[A-Za-z0-9_./+-]+") ? path : "'" + path + "'");
  }

  /// The checkout, as the script beside it says.
  static Path home() {
    return Path.of(System.getProperty("parterre.home", "."));
  }
}
