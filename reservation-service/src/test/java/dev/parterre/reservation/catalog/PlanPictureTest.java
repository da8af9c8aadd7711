package dev.parterre.reservation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.catalog.source.PlanSource;
import dev.parterre.reservation.catalog.source.PlanSource.Result.Read;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class PlanPictureTest {

  private static Plan example() throws IOException {
    try (var plan = PlanPictureTest.class.getResourceAsStream("/example/theatre.json")) {
      return ((PlanImport.Result.Imported) PlanImport.read(Objects.requireNonNull(plan))).plan();
    }
  }

  private static byte[] picture(Plan plan) throws XMLStreamException {
    var out = new ByteArrayOutputStream();
    PlanPicture.write(plan, out);
    return out.toByteArray();
  }

  @Test
  void a_picture_is_read_as_the_same_seats_again() throws Exception {
    var plan = example();
    var again = ((Read) PlanSource.read("again.svg", picture(plan))).plan();

    assertThat(again.seatCount()).isEqualTo(plan.seatCount());
    assertThat(again.categories()).isEqualTo(plan.categories());
    assertThat(again.rows()).usingRecursiveComparison().isEqualTo(plan.rows());
    for (int seat : IntStream.range(1, plan.seatCount()).toArray()) {
      assertThat(again.seat(seat).id()).isEqualTo(plan.seat(seat).id());
      assertThat(again.seat(seat).category()).isEqualTo(plan.seat(seat).category());
      assertThat(again.distance(seat, 0))
          .isBetween(plan.distance(seat, 0) - 3, plan.distance(seat, 0) + 3);
    }
  }

  @Test
  void whatever_a_plan_is_called_its_picture_is_ascii_and_well_formed() throws Exception {
    var json =
        """
        section,row,seat,category,x,y
        "<script>&""ä😀",A,1,B,0,0
        ,A,1,C,0,90
        ,A,2,C,30,90
        """;
    var plan = ((Read) PlanSource.read("<x>.csv", json.getBytes(StandardCharsets.UTF_8))).plan();
    byte[] picture = picture(plan);

    assertThat(new String(picture, StandardCharsets.US_ASCII))
        .doesNotContain("<script", "\uFFFD")
        .startsWith("<?xml");
    assertThat(((Read) PlanSource.read("again.svg", picture)).plan().seat(0).label())
        .isEqualTo(plan.seat(0).label());
  }
}
