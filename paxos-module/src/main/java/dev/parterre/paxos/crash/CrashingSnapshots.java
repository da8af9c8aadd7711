package dev.parterre.paxos.crash;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

record CrashingSnapshots(Snapshots snapshots, CrashPoints points) implements Snapshots {

  @Override
  public void write(Slot slot, Content content) throws IOException {
    snapshots.write(
        slot,
        out -> {
          content.writeTo(out);
          points.pass(CrashPoint.BEFORE_RENAME);
        });
    points.pass(CrashPoint.AFTER_RENAME);
  }

  @Override
  public boolean adopt(Snapshot snapshot) throws IOException {
    points.pass(CrashPoint.BEFORE_RENAME);
    var adopted = snapshots.adopt(snapshot);
    points.pass(CrashPoint.AFTER_RENAME);
    return adopted;
  }

  @Override
  public @Nullable Snapshot last() {
    return snapshots.last();
  }

  @Override
  public Slot oldest() {
    return snapshots.oldest();
  }

  @Override
  public @Nullable Snapshot incoming() {
    return snapshots.incoming();
  }

  @Override
  public InputStream open() throws IOException {
    return snapshots.open();
  }

  @Override
  public byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) throws IOException {
    return snapshots.read(snapshot, offset, maxBytes);
  }

  @Override
  public long received(Snapshot snapshot) throws IOException {
    return snapshots.received(snapshot);
  }

  @Override
  public void receive(Snapshot snapshot, byte[] bytes) throws IOException {
    snapshots.receive(snapshot, bytes);
  }
}
