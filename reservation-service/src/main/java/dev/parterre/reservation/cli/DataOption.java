package dev.parterre.reservation.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says which cluster a command is about.
public final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The cluster's folder (default: .parterre in the checkout).")
  private @Nullable Path given;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  public DataDirectory directory() {
    return given != null ? new DataDirectory(given) : DataDirectory.usual();
  }
}
