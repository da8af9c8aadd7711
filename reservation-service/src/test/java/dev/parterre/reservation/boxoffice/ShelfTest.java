package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {

  /// @param text the field that a replacement may change
  private record Entry(String id, long number, String text) {}

  private static final class Codec implements EntryCodec<String, Entry> {
    @Override
    public Kind kind() {
      return Kind.HOLD;
    }

    @Override
    public String id(Entry entry) {
      return entry.id();
    }

    @Override
    public long number(Entry entry) {
      return entry.number();
    }

    @Override
    public void write(Entry entry, Fields out) {
      out.text(entry.id()).number(entry.number()).text(entry.text());
    }

    @Override
    public Entry read(FieldReader in, Sources from) {
      return new Entry(in.text(), in.number(), in.text());
    }
  }

  private static final Entry ONE = new Entry("one", 1, "a");
  private static final Entry TWO = new Entry("two", 2, "b");
  private static final Entry SEVEN = new Entry("seven", 700, "c");

  private final Shelf<String, Entry> shelf = new Shelf<>(new Codec());

  @Test
  void an_entry_is_found_by_its_id_and_in_the_order_of_its_number() {
    List.of(ONE, TWO, SEVEN).forEach(shelf::add);

    assertThat(shelf.get("two")).isEqualTo(TWO);
    assertThat(shelf.get("three")).isNull();
    assertThat(shelf.oldest()).isEqualTo(ONE);
    assertThat(shelf.after(0, 2)).containsExactly(ONE, TWO);
    assertThat(shelf.after(1, 9)).containsExactly(TWO, SEVEN);
    assertThat(shelf.after(700, 9)).isEmpty();
    assertThat(shelf.nextNumber()).isEqualTo(701);
  }

  @Test
  void an_id_is_given_once_and_a_number_is_not_given_again() {
    shelf.add(ONE);
    assertThatThrownBy(() -> shelf.add(new Entry("one", 2, "x")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(shelf.remove("one")).isTrue();
    assertThat(shelf.remove("one")).isFalse();
    assertThat(shelf.nextNumber()).isEqualTo(2);
  }

  @Test
  void the_digest_is_that_of_the_entries_whatever_became_of_others() {
    shelf.add(ONE);
    var alone = shelf.digest();
    shelf.add(TWO);
    shelf.replace(new Entry("two", 2, "other"));
    assertThat(shelf.digest()).isEqualTo(shelf.digestFromScratch()).isNotEqualTo(alone);
    shelf.remove("two");
    assertThat(shelf.digest()).isEqualTo(shelf.digestFromScratch()).isEqualTo(alone);
  }

  @Test
  void every_field_counts_in_the_digest() {
    shelf.add(ONE);
    var digest = shelf.digest();
    for (var other :
        List.of(new Entry("eno", 1, "a"), new Entry("one", 2, "a"), new Entry("one", 1, "b"))) {
      var another = new Shelf<>(new Codec());
      another.add(other);
      assertThat(another.digest()).as(other.toString()).isNotEqualTo(digest);
    }
  }

  @Test
  void a_copy_stays_as_it_was() throws IOException {
    shelf.add(ONE);
    var copy = shelf.copy();
    shelf.add(TWO);
    shelf.replace(new Entry("one", 1, "other"));

    var copied = new ArrayList<Entry>();
    copy.entries().forEach(copied::add);
    assertThat(copied).containsExactly(ONE);
  }
}
