package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.simulation.SnapshotTrouble.Way;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Snapshots that fail when they are told to.
record TroubledSnapshots(Snapshots snapshots, SnapshotTrouble trouble) implements Snapshots {

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
  public void write(Slot slot, Content content) throws IOException {
    trouble.before(Way.WRITE);
    trouble.before(Way.WRITE_UNDECLARED);
    snapshots.write(
        slot,
        out -> {
          trouble.before(Way.CONTENT_UNDECLARED);
          content.writeTo(out);
        });
  }

  @Override
  public InputStream open() throws IOException {
    return snapshots.open();
  }

  @Override
  public byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) throws IOException {
    trouble.before(Way.READ);
    return snapshots.read(snapshot, offset, maxBytes);
  }

  @Override
  public long received(Snapshot snapshot) throws IOException {
    return snapshots.received(snapshot);
  }

  @Override
  public void receive(Snapshot snapshot, byte[] bytes) throws IOException {
    trouble.before(Way.RECEIVE);
    snapshots.receive(snapshot, bytes);
  }

  @Override
  public boolean adopt(Snapshot snapshot) throws IOException {
    trouble.before(Way.ADOPT);
    return snapshots.adopt(snapshot);
  }
}
