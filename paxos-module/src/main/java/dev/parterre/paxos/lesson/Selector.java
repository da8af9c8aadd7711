package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import org.jspecify.annotations.Nullable;

/// Which messages are meant; null: whatever it is.
record Selector(
    @Nullable Long number,
    @Nullable Kind kind,
    @Nullable NodeId from,
    @Nullable NodeId to,
    @Nullable Slot slot) {

  boolean fits(Parcel parcel) {
    var envelope = parcel.envelope();
    return (number == null || number == parcel.number())
        && (kind == null || kind == parcel.kind())
        && (from == null || from.equals(envelope.from()))
        && (to == null || to.equals(envelope.to()))
        && (slot == null || slot.equals(slotOf(envelope.message())));
  }

  private static @Nullable Slot slotOf(Message message) {
    if (message instanceof Message.Accept(var pvalue, _)) {
      return pvalue.slot();
    }
    return message instanceof Message.Accepted(_, var slot) ? slot : null;
  }

  @Override
  public String toString() {
    var text = new StringBuilder(kind == null ? "message" : kind.toString());
    text.append(number == null ? "" : " #" + number);
    text.append(from == null ? "" : " from " + from);
    text.append(to == null ? "" : " to " + to);
    text.append(slot == null ? "" : " in slot " + slot);
    return text.toString();
  }
}
