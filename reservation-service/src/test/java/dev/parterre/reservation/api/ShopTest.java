package dev.parterre.reservation.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example of a shop sells once and is paid once, wherever it crashes.
@Tag("slow")
class ShopTest extends ReplicaFixture {

  private static final int CRASHED = 9;

  @TempDir Path folder;

  private record Run(int exit, String said) {}

  private Run run(String... more) throws Exception {
    return runAs("secret", more);
  }

  private Run runAs(String token, String... more) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var call =
        new ArrayList<>(List.of(java, Path.of("examples/Shop.java").toAbsolutePath().toString()));
    call.addAll(List.of("http://127.0.0.1:" + port, event, "0-0"));
    call.addAll(List.of(more));
    var builder = new ProcessBuilder(call).redirectErrorStream(true).directory(folder.toFile());
    builder.environment().put("PARTERRE_ADMIN_TOKEN", token);
    var process = builder.start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      return new Run(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> payments() throws Exception {
    try (var files = Files.list(folder)) {
      var payments = new ArrayList<String>();
      for (var file : files.filter(it -> !it.endsWith("cart")).toList()) {
        payments.add(Files.readString(file));
      }
      return payments;
    }
  }

  private List<String> reservations() {
    return get("/events/" + event + "/reservations", "Authorization", "Bearer secret")
        .body()
        .path("items")
        .valueStream()
        .map(it -> it.path("payment").path("status").asString(""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"note", "hold", "bind", "authorise", "reserve", "capture"})
  void it_sells_once_and_is_paid_once_wherever_it_crashes(String step) throws Exception {
    assertThat(run("--crash-after", step).exit()).isEqualTo(CRASHED);
    var again = run();

    assertThat(again.said()).startsWith("Sold: ");
    assertThat(again.exit()).isZero();
    assertThat(payments()).containsExactly("captured");
    assertThat(reservations()).containsExactly("paid");
  }

  @Test
  void it_gives_the_money_back_if_the_hold_is_over_when_it_comes_back() throws Exception {
    assertThat(run("--crash-after", "authorise").exit()).isEqualTo(CRASHED);
    assertThat(payments()).containsExactly("authorised");
    book.pass(2_000_000);

    assertThat(run().said()).startsWith("Nothing was sold");
    assertThat(payments()).containsExactly("given back");
    assertThat(reservations()).isEmpty();
  }

  @Test
  void it_gives_the_money_back_if_it_was_cancelled_when_it_comes_back() throws Exception {
    assertThat(run("--crash-after", "reserve").exit()).isEqualTo(CRASHED);
    send("POST", "/events/" + event + "/cancellation", "", key());

    assertThat(run().said()).contains("cancelled meanwhile");
    assertThat(payments()).containsExactly("given back");
    assertThat(reservations()).containsExactly("refunded");
  }

  /// Its keys are not remembered any more: the seat is taken by its own reservation.
  @Test
  void it_finds_its_reservation_after_a_very_long_outage() throws Exception {
    assertThat(run("--crash-after", "reserve").exit()).isEqualTo(CRASHED);
    book.forget();

    assertThat(run().said()).startsWith("Sold: ");
    assertThat(payments()).containsExactly("captured");
    assertThat(reservations()).containsExactly("paid");
  }

  @Test
  void it_keeps_its_notes_if_it_does_not_understand_the_answer() throws Exception {
    assertThat(run("--crash-after", "capture").exit()).isEqualTo(CRASHED);
    assertThat(runAs("wrong token").exit()).isOne();

    assertThat(folder.resolve("cart")).exists();
    assertThat(run().said()).startsWith("Sold: ");
    assertThat(reservations()).containsExactly("paid");
  }

  @Test
  void it_takes_no_money_for_a_seat_that_it_does_not_get() throws Exception {
    reserve("[\"0-0\"]");
    assertThat(run().said()).startsWith("Nothing was sold");
    assertThat(payments()).isEmpty();
  }
}
