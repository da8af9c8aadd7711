package dev.parterre.browser.java.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Each stand-in beside the class of the JDK for which it stands.
class StandInsTest {

  private static final int KEYS = 12;

  @Test
  void a_seed_gives_the_same_numbers_for_any_bound() {
    var bounds = new Random(1);
    for (var seed = -3L; seed < 100; seed++) {
      var ours = new SplittableRandom(seed);
      var theirs = new java.util.SplittableRandom(seed);
      for (var i = 0; i < 100; i++) {
        var bound = 1 + (bounds.nextLong() >>> (1 + bounds.nextInt(62)));
        assertThat(ours.nextLong(bound)).isEqualTo(theirs.nextLong(bound));
      }
    }
    assertThatThrownBy(() -> new SplittableRandom(1).nextLong(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digits_are_the_same() {
    for (var value : new long[] {0, 1, -1, 0x0123456789abcdefL, Long.MIN_VALUE}) {
      assertThat(HexFormat.of().toHexDigits(value))
          .isEqualTo(java.util.HexFormat.of().toHexDigits(value));
    }
  }

  @Test
  void the_root_of_the_locales_has_no_language() {
    assertThat(Locale.ROOT.toLanguageTag()).isEqualTo(java.util.Locale.ROOT.toLanguageTag());
  }

  @Test
  void a_queue_gives_first_what_was_added_first_or_put_before_it() {
    var dice = new Random(1);
    var ours = new ArrayDeque<Integer>();
    var theirs = new java.util.ArrayDeque<Integer>();
    for (var i = 0; i < 1000; i++) {
      switch (dice.nextInt(4)) {
        case 0 -> {
          ours.addFirst(i);
          theirs.addFirst(i);
        }
        case 1 -> assertThat(ours.add(i)).isEqualTo(theirs.add(i));
        default -> {
          if (theirs.isEmpty()) {
            assertThatThrownBy(ours::element).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(ours::remove).isInstanceOf(NoSuchElementException.class);
          } else {
            assertThat(ours.element()).isEqualTo(theirs.element());
            assertThat(ours.remove()).isEqualTo(theirs.remove());
          }
        }
      }
      assertThat(ours).hasSameSizeAs(theirs).containsExactlyElementsOf(theirs);
    }
  }

  @Test
  void a_map_and_its_views_do_the_same_whatever_is_done() {
    for (var seed = 0; seed < 2000; seed++) {
      var dice = new Random(seed);
      var ours = new TreeMap<Integer, Integer>();
      var theirs = new java.util.TreeMap<Integer, Integer>();
      for (var i = 0; i < 60; i++) {
        change(dice.nextInt(), new Random(dice.nextInt()), ours, theirs);
        assertThat(ours.entrySet().stream().toList())
            .isEqualTo(theirs.entrySet().stream().toList());
      }
    }
  }

  private static void change(
      int what,
      Random dice,
      TreeMap<Integer, Integer> ours,
      java.util.TreeMap<Integer, Integer> theirs) {
    var key = dice.nextInt(KEYS);
    var other = key + dice.nextInt(KEYS);
    var inclusive = dice.nextBoolean();
    var also = dice.nextBoolean();
    switch (Math.floorMod(what, 10)) {
      case 0 -> assertThat(ours.remove(key)).isEqualTo(theirs.remove(key));
      case 1 -> both(ours.headMap(key, inclusive), theirs.headMap(key, inclusive), dice);
      case 2 -> both(ours.tailMap(key, inclusive), theirs.tailMap(key, inclusive), dice);
      case 3 ->
          both(
              ours.subMap(key, inclusive, other, also),
              theirs.subMap(key, inclusive, other, also),
              dice);
      case 4 -> assertThat(ours.pollFirstEntry()).isEqualTo(theirs.pollFirstEntry());
      case 5 -> assertThat(ours.pollLastEntry()).isEqualTo(theirs.pollLastEntry());
      case 6 -> both(ours, theirs, dice);
      default -> assertThat(ours.put(key, other)).isEqualTo(theirs.put(key, other));
    }
  }

  private static void both(
      NavigableMap<Integer, Integer> ours, NavigableMap<Integer, Integer> theirs, Random dice) {
    assertThat(answers(ours)).isEqualTo(answers(theirs));
    assertThat(new TreeMap<>(ours)).isEqualTo(theirs);
    switch (dice.nextInt(3)) {
      case 0 -> {
        ours.clear();
        theirs.clear();
      }
      case 1 -> {
        ours.values().removeIf(value -> value % 3 == 0);
        theirs.values().removeIf(value -> value % 3 == 0);
      }
      default -> {}
    }
    assertThat(answers(ours)).isEqualTo(answers(theirs));
  }

  private static List<Object> answers(NavigableMap<Integer, Integer> map) {
    var answers = new ArrayList<Object>();
    answers.add(map.size());
    answers.add(map.isEmpty());
    answers.add(String.valueOf(map.firstEntry()));
    answers.add(String.valueOf(map.lastEntry()));
    for (var key = -1; key <= 2 * KEYS; key++) {
      answers.add(map.containsKey(key));
      answers.add(String.valueOf(map.get(key)));
      answers.add(String.valueOf(map.lowerEntry(key)));
      answers.add(String.valueOf(map.floorEntry(key)));
      answers.add(String.valueOf(map.ceilingEntry(key)));
      answers.add(String.valueOf(map.higherEntry(key)));
    }
    return answers;
  }

  @Test
  void a_view_takes_nothing_outside_of_it() {
    var map = new TreeMap<Integer, Integer>();
    assertThatThrownBy(() -> map.headMap(3, false).put(3, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> map.headMap(3, false).headMap(4, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(map.headMap(3, true).put(3, 0)).isNull();
    assertThat(map).containsOnlyKeys(3);
  }

  @Test
  void nothing_can_be_changed_through_an_unmodifiable_view() {
    var map = new TreeMap<Integer, Integer>();
    map.put(1, 1);
    var view = CollectionsMethods.unmodifiableNavigableMap(map);
    for (var each : List.of(view, view.headMap(2, true))) {
      assertThatThrownBy(() -> each.put(1, 2)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(each::clear).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> each.values().removeIf(any -> true))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> each.firstEntry().setValue(2))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> each.entrySet().iterator().next().setValue(2))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    map.put(2, 2);
    assertThat(view).hasSize(2);
  }
}
