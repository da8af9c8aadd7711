package dev.parterre.paxos.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Outgoing messages in their order, bounded in number and bytes: where it is full, the oldest of
/// those that matter least are dropped.
final class OutgoingQueue {

  private final ArrayDeque<OutgoingMessage> messages = new ArrayDeque<>();
  private final int messagesMax;
  private final long bytesMax;
  private final int[] kinds = new int[OutgoingMessage.Kind.values().length];
  private long bytes;

  OutgoingQueue(int messagesMax, long bytesMax) {
    this.messagesMax = messagesMax;
    this.bytesMax = bytesMax;
  }

  void add(OutgoingMessage message, Consumer<OutgoingMessage> dropped) {
    messages.addLast(message);
    count(message, 1);
    while (messages.size() > messagesMax || (bytes > bytesMax && messages.size() > 1)) {
      dropped.accept(makeRoom());
    }
  }

  /// Replaces a waiting message that this one makes superfluous: a slow peer is told the latest
  /// state, not every step on the way to it.
  ///
  /// @return false if there was none to replace
  boolean replace(OutgoingMessage message) {
    if (message.kind != OutgoingMessage.Kind.HEARTBEAT || kinds[message.kind.ordinal()] == 0) {
      return false;
    }
    var replaced = false;
    for (var left = messages.size(); left > 0; left--) {
      var waiting = messages.removeFirst();
      if (message.saysAllOf(waiting)) {
        count(waiting, -1);
        if (!replaced) {
          replaced = true;
          count(message, 1);
          messages.addLast(message);
        }
      } else {
        messages.addLast(waiting);
      }
    }
    return replaced;
  }

  private OutgoingMessage makeRoom() {
    var least = 0;
    while (kinds[least] == 0) {
      least++;
    }
    var all = messages.iterator();
    var message = all.next();
    while (message.kind.ordinal() != least) {
      message = all.next();
    }
    all.remove();
    count(message, -1);
    return message;
  }

  private void count(OutgoingMessage message, int sign) {
    bytes += (long) sign * message.estimatedBytes;
    kinds[message.kind.ordinal()] += sign;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /// Takes as many as fit together, the oldest first; at least one if there are any.
  List<OutgoingMessage> poll(int bytesLimit, int messagesLimit) {
    var taken = new ArrayList<OutgoingMessage>();
    long sum = 0;
    while (!messages.isEmpty() && taken.size() < messagesLimit) {
      sum += messages.getFirst().estimatedBytes;
      if (sum > bytesLimit && !taken.isEmpty()) {
        break;
      }
      var message = messages.removeFirst();
      count(message, -1);
      taken.add(message);
    }
    return taken;
  }

  void removeIf(Predicate<OutgoingMessage> which) {
    messages.removeIf(
        each -> {
          var goes = which.test(each);
          if (goes) {
            count(each, -1);
          }
          return goes;
        });
  }

  void clear(Consumer<OutgoingMessage> dropped) {
    messages.forEach(dropped);
    messages.clear();
    bytes = 0;
    Arrays.fill(kinds, 0);
  }
}
