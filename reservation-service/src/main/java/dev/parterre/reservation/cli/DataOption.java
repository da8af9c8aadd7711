package dev.parterre.reservation.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster is meant.
public final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The cluster's folder (default: .parterre in the checkout).")
  private @Nullable Path given;

  @Option(names = "--help", usageHelp = true, description = "Say this.")
  boolean help;

  public DataDirectory directory() {
    return given != null ? new DataDirectory(given) : DataDirectory.usual();
  }
}
