package dev.parterre.paxos.http;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Snapshots without a disk.
final class MemorySnapshots implements Snapshots {

  /// Called with the offset of each piece that is read; returns where the piece is cut off.
  volatile LongUnaryOperator cut = _ -> Long.MAX_VALUE;

  private @Nullable Snapshot last;
  private byte[] content = {};
  private @Nullable Snapshot receiving;
  private ByteArrayOutputStream received = new ByteArrayOutputStream();

  /// Adds a snapshot.
  synchronized Snapshot put(long slot, byte[] bytes) {
    var snapshot = new Snapshot(new Slot(slot), bytes.length, checksum(bytes));
    last = snapshot;
    content = bytes;
    return snapshot;
  }

  /// From now on, what is served does not match the snapshot's checksum.
  synchronized void damage() {
    content[content.length / 2]++;
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  synchronized byte[] content() {
    return content.clone();
  }

  @Override
  public synchronized @Nullable Snapshot last() {
    return last;
  }

  @Override
  public synchronized Slot oldest() {
    return last == null ? Slot.NONE : last.slot();
  }

  @Override
  public synchronized @Nullable Snapshot incoming() {
    return receiving;
  }

  @Override
  public synchronized void write(Slot slot, Content content) throws IOException {
    var out = new ByteArrayOutputStream();
    content.writeTo(out);
    put(slot.number(), out.toByteArray());
  }

  @Override
  public synchronized InputStream open() {
    return new ByteArrayInputStream(content);
  }

  @Override
  public synchronized byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes)
      throws IOException {
    if (!snapshot.equals(last)) {
      return null;
    }
    if (offset >= cut.applyAsLong(offset)) {
      throw new IOException("cut");
    }
    var to = Math.min(content.length, offset + maxBytes);
    return Arrays.copyOfRange(content, (int) offset, (int) to);
  }

  @Override
  public synchronized long received(Snapshot snapshot) {
    return snapshot.equals(receiving) ? received.size() : 0;
  }

  @Override
  public synchronized void receive(Snapshot snapshot, byte[] bytes) throws IOException {
    if (!snapshot.equals(receiving)) {
      receiving = snapshot;
      received = new ByteArrayOutputStream();
    }
    received.write(bytes);
  }

  @Override
  public synchronized boolean adopt(Snapshot snapshot) {
    var bytes = received.toByteArray();
    if (!snapshot.equals(receiving) || checksum(bytes) != snapshot.checksum()) {
      return false;
    }
    put(snapshot.slot().number(), bytes);
    return true;
  }
}
