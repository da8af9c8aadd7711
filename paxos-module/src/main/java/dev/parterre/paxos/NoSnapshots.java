package dev.parterre.paxos;

import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Of a node that keeps none.
final class NoSnapshots implements Snapshots {

  @Override
  public @Nullable Snapshot last() {
    return null;
  }

  @Override
  public void write(Slot slot, Content content) {}

  @Override
  public InputStream open() throws IOException {
    throw new IOException("no snapshot is kept");
  }

  @Override
  public byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) {
    return null;
  }

  @Override
  public long received(Snapshot snapshot) {
    return 0;
  }

  @Override
  public void receive(Snapshot snapshot, byte[] bytes) {}

  @Override
  public boolean adopt(Snapshot snapshot) {
    return false;
  }
}
