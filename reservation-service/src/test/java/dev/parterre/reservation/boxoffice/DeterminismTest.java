package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same log gives the same outcomes, digests and states: a second time, and on a Java that
/// speaks another language, lives in another time zone, does not compile, or hashes otherwise. (The
/// order of `Map.of` and `Set.of` differs from one JVM to the next in any case.)
@Tag("slow")
class DeterminismTest {

  private static final int STEPS = 3_000;
  private static final long[] SEEDS = {1, 2, 3};

  @TempDir static Path folder;

  /// Prints what comes of the log in the file that is named.
  public static void main(String[] call) throws IOException {
    System.out.println(replayed(Path.of(call[0])));
  }

  private static Path log(long seed) throws IOException {
    var file = folder.resolve("log-" + seed);
    if (!Files.exists(file)) {
      try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        for (var step : new RandomNight(seed).steps(STEPS)) {
          out.writeLong(step.millis());
          out.writeInt(step.command().length);
          out.write(step.command());
        }
      }
    }
    return file;
  }

  private static String replayed(Path log) throws IOException {
    var machine = new Machine();
    long outcomes = 0;
    long digests = 0;
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(log)))) {
      for (int step = 0; step < STEPS; step++) {
        machine.pass(in.readLong());
        byte[] command = in.readNBytes(in.readInt());
        machine.index++;
        byte[] outcome = machine.office.apply(machine.index, command);
        outcomes = 31 * outcomes + Arrays.hashCode(outcome);
        digests = 31 * digests + machine.office.digest();
      }
    }
    return outcomes + " " + digests + " " + Sha256.of(machine.state()).getLong();
  }

  @Test
  void the_same_log_gives_the_same_state_a_second_time() throws IOException {
    for (long seed : SEEDS) {
      var first = replayed(log(seed));
      assertThat(replayed(log(seed))).isEqualTo(first);
      assertThat(replayed(log(seed + 100))).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu",
        "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Apia -Xint",
        "-Duser.language=th -Duser.country=TH -XX:+UnlockExperimentalVMOptions -XX:hashCode=2"
      })
  @Timeout(120)
  void it_does_on_another_java(String options) throws Exception {
    for (long seed : SEEDS) {
      assertThat(elsewhere(options, log(seed))).isEqualTo(replayed(log(seed)));
    }
  }

  private static String elsewhere(String options, Path log) throws Exception {
    var call = new ArrayList<String>();
    call.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    call.addAll(List.of(options.split(" ")));
    call.addAll(List.of("-cp", System.getProperty("java.class.path")));
    call.addAll(List.of(DeterminismTest.class.getName(), log.toString()));
    var process = new ProcessBuilder(call).redirectErrorStream(true).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      return said.strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
