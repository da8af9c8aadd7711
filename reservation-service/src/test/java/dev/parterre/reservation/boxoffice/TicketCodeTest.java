package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void a_code_tells_its_number_to_those_who_know_how() {
    long last = (1L << 35) - 1;
    var numbers =
        LongStream.concat(
            LongStream.rangeClosed(1, 100_000), LongStream.rangeClosed(last - 1_000, last));

    assertThat(numbers.filter(number -> TicketCode.number(TicketCode.of(number)) != number))
        .isEmpty();
    for (var none : List.of("", "ABCDEF", "ABCDEFGH", "ABCDEFI", "abcdefg", "ABCDEF😀")) {
      assertThat(TicketCode.number(none)).isZero();
    }
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
