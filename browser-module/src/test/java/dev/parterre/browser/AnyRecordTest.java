package dev.parterre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Records as the lessons have them in JavaScript, beside those of the JDK.
class AnyRecordTest {

  private record Theirs(long one, @Nullable String two, boolean three) {}

  private static class Ours extends AnyRecord {
    private final long one;
    private final @Nullable String two;
    private final boolean three;

    Ours(long one, @Nullable String two, boolean three) {
      this.one = one;
      this.two = two;
      this.three = three;
    }

    @Override
    public @Nullable Object[] components() {
      return list(one, two, three);
    }
  }

  private static final class Another extends Ours {
    Another(long one, @Nullable String two, boolean three) {
      super(one, two, three);
    }
  }

  @Test
  void the_hash_code_is_that_of_the_jvm() {
    for (var one : new long[] {0, 7, -1, 1L << 40}) {
      assertThat(new Ours(one, "two", true)).hasSameHashCodeAs(new Theirs(one, "two", true));
      assertThat(new Ours(one, null, false)).hasSameHashCodeAs(new Theirs(one, null, false));
    }
  }

  @Test
  void records_of_one_class_with_the_same_components_are_equal() {
    var one = new Ours(1L << 40, "two", true);
    assertThat(one).isEqualTo(new Ours(1L << 40, "two", true));
    assertThat(one).isNotEqualTo(new Ours(1L << 40, null, true));
    assertThat(one).isNotEqualTo(new Ours(1L << 41, "two", true));
    assertThat(one).isNotEqualTo(new Ours(1L << 40, "two", false));
    assertThat(one).isNotEqualTo(new Another(1L << 40, "two", true));
    assertThat(one).isNotEqualTo(null);
  }
}
