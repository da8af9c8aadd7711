package dev.parterre.reservation.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// For health checks in a container, whose image has no other HTTP client.
@Command(name = "health", description = "Exits with 0 if a URL answers 200.", hidden = true)
final class HealthCommand implements Callable<Integer> {

  @Parameters(paramLabel = "URL", description = "A replica's health, on its management port.")
  private URI url = URI.create("");

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws Failure {
    try (var lane = new HttpLane(url, Duration.ofSeconds(3))) {
      var status = lane.send(HttpRequests.get(url, url.getRawPath()));
      if (status != 200) {
        throw new Failure(url + " answers " + status);
      }
      return 0;
    } catch (IOException e) {
      throw new Failure(url + " does not answer: " + e.getMessage());
    }
  }
}
