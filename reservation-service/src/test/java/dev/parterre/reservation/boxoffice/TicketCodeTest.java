package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TicketCodeTest {

  @Test
  void no_two_reservations_share_a_code() {
    var codes =
        LongStream.rangeClosed(1, 200_000).mapToObj(TicketCode::of).collect(Collectors.toSet());

    assertThat(codes).hasSize(200_000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{7}"));
  }

  @Test
  void codes_of_neighbours_do_not_look_alike() {
    for (long number = 1; number < 1_000; number++) {
      var one = TicketCode.of(number);
      var next = TicketCode.of(number + 1);
      assertThat(one.substring(0, 4)).isNotEqualTo(next.substring(0, 4));
    }
  }
}
