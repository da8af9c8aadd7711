package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedTest {

  private record Taken(Numbered.Copy<String> copy, List<String> expected) {}

  @Test
  void entries_come_in_the_order_of_their_numbers() throws IOException {
    var numbered = new Numbered<String>();
    numbered.put(1_000, "last");
    numbered.put(1, "first");
    numbered.put(255, "second");
    numbered.put(256, "third");
    numbered.remove(2);

    assertThat(entries(numbered.copy())).containsExactly("first", "second", "third", "last");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_copy_stays_what_it_was(long seed) throws IOException {
    var random = new Random(seed);
    var numbered = new Numbered<String>();
    var plain = new TreeMap<Integer, String>();
    var copies = new ArrayList<Taken>();
    for (int step = 0; step < 20_000; step++) {
      int number = 1 + random.nextInt(2_000);
      if (random.nextBoolean()) {
        numbered.put(number, "entry " + step);
        plain.put(number, "entry " + step);
      } else {
        numbered.remove(number);
        plain.remove(number);
      }
      if (random.nextInt(200) == 0) {
        copies.add(new Taken(numbered.copy(), List.copyOf(plain.values())));
      }
    }
    assertThat(copies).hasSizeGreaterThan(50);
    for (var taken : copies) {
      assertThat(entries(taken.copy())).isEqualTo(taken.expected());
      assertThat(taken.copy().size()).isEqualTo(taken.expected().size());
    }
  }

  private static List<String> entries(Numbered.Copy<String> copy) throws IOException {
    var entries = new ArrayList<String>();
    copy.forEach(entries::add);
    return entries;
  }
}
