package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.boxoffice.Bygone.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BygoneTest {

  private static final int MAX = 3;

  private final Bygone bygone = new Bygone(Kind.ENDED_HOLD, FormatLevel.FIRST, MAX);

  private static long digest(Bygone bygone) {
    return bygone.section().shelf().digest() + bygone.countHash();
  }

  @Test
  void the_oldest_is_forgotten_first() {
    for (int n = 1; n <= MAX; n++) {
      assertThat(bygone.add(id(n), false)).isNull();
    }

    assertThat(bygone.add(id(4), false)).isEqualTo(id(1));
    assertThat(bygone.get(id(1))).isNull();
    assertThat(digest(bygone))
        .isEqualTo(bygone.section().shelf().digestFromScratch() + bygone.countHash());
  }

  @Test
  void an_id_that_ends_again_is_the_youngest() throws IOException {
    bygone.add(id(1), false);
    bygone.add(id(2), false);
    bygone.add(id(1), false);

    assertThat(ends()).containsExactly(new End(id(2), 2, false), new End(id(1), 3, false));
    assertThat(digest(bygone))
        .isEqualTo(bygone.section().shelf().digestFromScratch() + bygone.countHash());
  }

  @Test
  void a_restored_one_forgets_what_the_first_forgets() throws IOException {
    for (int n = 1; n <= MAX + 2; n++) {
      bygone.add(id(n), false);
    }
    var restored = new Bygone(Kind.ENDED_HOLD, FormatLevel.FIRST, MAX);
    ends().forEach(restored.section().putBack());

    assertThat(digest(restored)).isEqualTo(digest(bygone));
    assertThat(restored.add(id(9), false)).isEqualTo(bygone.add(id(9), false)).isEqualTo(id(3));
    assertThat(digest(restored)).isEqualTo(digest(bygone));
  }

  @Test
  void ends_out_of_order_twice_or_beyond_the_limit_are_refused() {
    bygone.section().putBack().accept(new End(id(1), 7, false));

    assertRefused(new End(id(2), 7, false));
    assertRefused(new End(id(1), 8, false));

    bygone.section().putBack().accept(new End(id(2), 8, false));
    bygone.section().putBack().accept(new End(id(3), 9, false));

    assertRefused(new End(id(4), 10, false));
  }

  private List<End> ends() throws IOException {
    var ends = new ArrayList<End>();
    bygone.section().shelf().copy().entries().forEach(ends::add);
    return ends;
  }

  private void assertRefused(End end) {
    assertThatThrownBy(() -> bygone.section().putBack().accept(end))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SecretId id(int number) {
    return new SecretId(0, number);
  }
}
