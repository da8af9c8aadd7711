package dev.parterre.reservation.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/// RFC 9110, 12.5.3.
class AcceptedCodingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                              | 1000 |    1",
        "GZip                              | 1000 |    1",
        "x-gzip                            | 1000 |    1",
        "gzip, deflate, br, zstd           | 1000 |    1",
        "gzip;q=0.5, identity              |  500 | 1000",
        "gzip ; q=0.25 , identity; Q=0.125 |  250 |  125",
        "gzip;q=0                          |    0 |    1",
        "gzip;q=0.000, identity;q=0        |    0 |    0",
        "*                                 | 1000 | 1000",
        "*;q=0                             |    0 |    0",
        "*;q=0, identity                   |    0 | 1000",
        "*;q=0.1, gzip;q=0                 |    0 |  100",
        "identity;q=0                      |    0 |    0",
        "br                                |    0 |    1",
        "''                                |    0 |    1",
        "' , ,'                            |    0 |    1",
        "gzip;q=1.5                        |    0 |    1",
        "gzip;q=0.1234                     |    0 |    1",
        "gzip;q=, identity;q=x             |    0 |    1",
        "gzip;level=9                      |    0 |    1",
        "gzip br                           |    0 |    1",
      })
  void a_coding_has_the_weight_that_the_client_gives_it(String header, int gzip, int identity) {
    var accepted = accepted(header);

    assertThat(accepted.weightOf("gzip")).isEqualTo(gzip);
    assertThat(accepted.weightOf("identity")).isEqualTo(identity);
  }

  @Test
  void a_client_that_says_nothing_is_best_sent_what_is_not_coded() {
    var accepted = AcceptedCodings.of(new HttpHeaders());

    assertThat(accepted.weightOf("identity")).isGreaterThan(accepted.weightOf("gzip"));
    assertThat(accepted.weightOf("gzip")).isPositive();
  }

  @Test
  void several_lines_are_one_list() {
    var accepted = accepted("br", "gzip;q=0.5");

    assertThat(accepted.weightOf("br")).isEqualTo(1_000);
    assertThat(accepted.weightOf("gzip")).isEqualTo(500);
  }

  private static AcceptedCodings accepted(String... lines) {
    var headers = new HttpHeaders();
    for (var line : lines) {
      headers.add(HttpHeaders.ACCEPT_ENCODING, line);
    }
    return AcceptedCodings.of(headers);
  }
}
