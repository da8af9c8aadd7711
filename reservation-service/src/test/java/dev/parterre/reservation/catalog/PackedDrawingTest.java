package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PackedDrawingTest {

  static Stream<Plan> plans() {
    return Stream.of(Plans.theatre(), Plans.arena(50)).map(PackedDrawingTest::imported);
  }

  /// Prints the sizes that `docs/PERFORMANCE.md` states.
  @ParameterizedTest
  @MethodSource("plans")
  void a_drawing_is_sent_in_a_quarter_of_its_bytes(Plan plan) throws IOException {
    var drawing = plan.drawing();
    byte[] json = all(drawing.json());
    byte[] gzip = all(drawing.gzip());

    System.out.printf(
        "the drawing of %,d seats: %,d bytes, %,d in gzip%n",
        plan.seatCount(), json.length, gzip.length);
    assertThat(drawing.jsonLength()).isEqualTo(json.length);
    assertThat(drawing.gzipLength()).isEqualTo(gzip.length);
    assertThat(gzip).hasSizeLessThan(json.length / 4);
    try (var unpacked = new GZIPInputStream(drawing.gzip())) {
      assertThat(unpacked.readAllBytes()).isEqualTo(json);
    }
  }

  @Test
  void each_replica_sends_the_same_bytes_with_the_same_fingerprint() {
    var taken = imported(Plans.theatre());
    var told = Plan.decode(taken.encode());

    assertThat(all(told.drawing().gzip())).isEqualTo(all(taken.drawing().gzip()));
    assertThat(told.drawing().fingerprint()).isEqualTo(taken.drawing().fingerprint());
    assertThat(imported(Plans.arena(1)).drawing().fingerprint())
        .isNotEqualTo(taken.drawing().fingerprint());
  }

  /// The limit on all plans together counts the compressed drawings, which are what is kept.
  @Test
  void a_plan_weighs_what_is_kept_of_its_drawing() {
    var plan = imported(Plans.theatre());
    var seats = IntStream.range(0, plan.seatCount()).mapToObj(plan::seat).toList();
    long texts = seats.stream().mapToLong(seat -> seat.id().guid().length()).sum();

    assertThat(plan.weight())
        .isGreaterThan(plan.encode().length + texts)
        .isLessThan(plan.encode().length + 300L * seats.size());
  }

  private static Plan imported(byte[] json) {
    return ((Imported) PlanImport.read(json)).plan();
  }

  private static byte[] all(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
