package dev.parterre.reservation.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs `web-ui/e2e/buyer.e2e.mjs`: the pages, in a real browser, with three real replicas of which
/// one dies in the middle of a booking. It has its own cluster, which sells nothing but the
/// example.
@Timeout(300)
class BuyerInBrowserIT {

  private static final Duration PATIENCE = Duration.ofSeconds(200);

  @Test
  void a_buyer_gets_the_seats_although_a_replica_dies() throws IOException {
    try (var cluster = TestCluster.open()) {
      var pages = TestCluster.root().resolve("web-ui");
      var pictures = Files.createDirectories(pages.resolve("target").resolve("screenshots"));
      var node = requireNonNull(System.getProperty("node.executable"), "run by Failsafe");
      var builder =
          new ProcessBuilder(node, "--test", "e2e/buyer.e2e.mjs").directory(pages.toFile());
      var environment = builder.environment();
      environment.put(
          "PARTERRE_URLS",
          cluster.apis().stream()
              .map(api -> api.base().toString())
              .collect(Collectors.joining(",")));
      environment.put(
          "PARTERRE_PIDS",
          TestCluster.IDS.stream()
              .map(id -> "" + cluster.pid(id))
              .collect(Collectors.joining(",")));
      environment.put("PARTERRE_SCREENSHOTS", pictures.toString());
      var finished = Finished.run(builder, PATIENCE);
      System.out.println(finished.output());
      if (finished.exit() != 0) {
        cluster.printLogs();
      }
      assertThat(finished.exit()).as("the browser test's end").isZero();
    }
  }
}
