package dev.parterre.paxos.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Letters in their order, bounded in number and bytes: what matters least makes room, and of that
/// the oldest.
final class LetterQueue {

  private final ArrayDeque<Letter> letters = new ArrayDeque<>();
  private final int lettersMax;
  private final long bytesMax;
  private final int[] kinds = new int[Letter.Kind.values().length];
  private long bytes;

  LetterQueue(int lettersMax, long bytesMax) {
    this.lettersMax = lettersMax;
    this.bytesMax = bytesMax;
  }

  void add(Letter letter, Consumer<Letter> dropped) {
    letters.addLast(letter);
    count(letter, 1);
    while (letters.size() > lettersMax || (bytes > bytesMax && letters.size() > 1)) {
      dropped.accept(makeRoom());
    }
  }

  /// Puts a letter where one waits of which it says all: a slow peer is told the latest, and not
  /// how it came about.
  ///
  /// @return false where there is none
  boolean replace(Letter letter) {
    if (letter.kind != Letter.Kind.HEARTBEAT || kinds[letter.kind.ordinal()] == 0) {
      return false;
    }
    var replaced = false;
    for (var left = letters.size(); left > 0; left--) {
      var waiting = letters.removeFirst();
      if (letter.saysAllOf(waiting)) {
        count(waiting, -1);
        if (!replaced) {
          replaced = true;
          count(letter, 1);
          letters.addLast(letter);
        }
      } else {
        letters.addLast(waiting);
      }
    }
    return replaced;
  }

  private Letter makeRoom() {
    var least = 0;
    while (kinds[least] == 0) {
      least++;
    }
    var all = letters.iterator();
    var letter = all.next();
    while (letter.kind.ordinal() != least) {
      letter = all.next();
    }
    all.remove();
    count(letter, -1);
    return letter;
  }

  private void count(Letter letter, int sign) {
    bytes += (long) sign * letter.estimatedBytes;
    kinds[letter.kind.ordinal()] += sign;
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  /// As many as fit together, from the oldest on; at least one if there is any.
  List<Letter> poll(int bytesLimit, int lettersLimit) {
    var taken = new ArrayList<Letter>();
    long sum = 0;
    while (!letters.isEmpty() && taken.size() < lettersLimit) {
      sum += letters.getFirst().estimatedBytes;
      if (sum > bytesLimit && !taken.isEmpty()) {
        break;
      }
      var letter = letters.removeFirst();
      count(letter, -1);
      taken.add(letter);
    }
    return taken;
  }

  void removeIf(Predicate<Letter> which) {
    letters.removeIf(
        each -> {
          var goes = which.test(each);
          if (goes) {
            count(each, -1);
          }
          return goes;
        });
  }

  void clear(Consumer<Letter> dropped) {
    letters.forEach(dropped);
    letters.clear();
    bytes = 0;
    Arrays.fill(kinds, 0);
  }
}
