package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The snapshots on a simulated disk. A new one is there completely or not at all, since it is
/// renamed only once it is durable; what was received of one may be lost in a power failure. The
/// previous one is kept while a peer fetches it.
final class SimulatedSnapshots implements Snapshots {

  private static final long PINNED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Runnable edge;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private @Nullable Snapshot last;
  private byte[] content = {};
  private @Nullable Snapshot pinned;
  private byte[] pinnedContent = {};
  private long readAtNanos;
  private @Nullable Snapshot incoming;
  private byte[] received = {};

  /// @param edge called at every touch of the disk, where the power may fail
  SimulatedSnapshots(Runnable edge, Counters counters, LongSupplier nanoTime) {
    this.edge = edge;
    this.nanoTime = nanoTime;
    this.counters = counters;
  }

  @Override
  public @Nullable Snapshot last() {
    return last;
  }

  /// Everything up to here is in the snapshot.
  Slot slot() {
    return last == null ? Slot.NONE : last.slot();
  }

  @Override
  public void write(Slot slot, Content written) throws IOException {
    edge.run();
    var bytes = new ByteArrayOutputStream();
    written.writeTo(bytes);
    edge.run();
    if (last == null || slot.isAfter(last.slot())) {
      counters.count(Sometimes.SNAPSHOT_TAKEN);
      keep(describe(slot, bytes.toByteArray()), bytes.toByteArray());
    } else {
      counters.count(Sometimes.OLDER_SNAPSHOT_REFUSED);
    }
    edge.run();
  }

  private static Snapshot describe(Slot slot, byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return new Snapshot(slot, bytes.length, (int) crc.getValue());
  }

  private void keep(Snapshot snapshot, byte[] bytes) {
    if (!isPinned() && isBeingRead()) {
      pinned = last;
      pinnedContent = content;
    }
    last = snapshot;
    content = bytes;
  }

  private boolean isBeingRead() {
    return readAtNanos > 0 && nanoTime.getAsLong() - readAtNanos < PINNED_NANOS;
  }

  private boolean isPinned() {
    return pinned != null && isBeingRead();
  }

  @Override
  public Slot oldest() {
    if (!isPinned()) {
      pinned = null;
    }
    return pinned == null ? slot() : pinned.slot();
  }

  @Override
  public @Nullable Snapshot incoming() {
    return incoming;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }

  @Override
  public byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) {
    if (!snapshot.equals(last) && !snapshot.equals(pinned)) {
      return null;
    }
    readAtNanos = nanoTime.getAsLong();
    var bytes = snapshot.equals(last) ? content : pinnedContent;
    var from = (int) Math.min(offset, bytes.length);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + maxBytes));
  }

  @Override
  public long received(Snapshot snapshot) {
    return snapshot.equals(incoming) ? received.length : 0;
  }

  @Override
  public void receive(Snapshot snapshot, byte[] bytes) {
    edge.run();
    if (!snapshot.equals(incoming)) {
      incoming = snapshot;
      received = new byte[0];
    }
    var before = received.length;
    received = Arrays.copyOf(received, before + bytes.length);
    System.arraycopy(bytes, 0, received, before, bytes.length);
  }

  @Override
  public boolean adopt(Snapshot snapshot) {
    edge.run();
    var whole =
        snapshot.equals(incoming)
            && describe(snapshot.slot(), received).equals(snapshot)
            && (last == null || snapshot.slot().isAfter(last.slot()));
    if (whole) {
      keep(snapshot, received);
    }
    incoming = null;
    received = new byte[0];
    edge.run();
    return whole;
  }

  /// Makes the disk as good as new.
  void wipe() {
    last = null;
    pinned = null;
    content = new byte[0];
    incoming = null;
    received = new byte[0];
  }

  /// The power fails: some of what was being received may be lost.
  void crash(Dice dice) {
    pinned = null;
    received = Arrays.copyOf(received, dice.between(0, received.length));
  }
}
