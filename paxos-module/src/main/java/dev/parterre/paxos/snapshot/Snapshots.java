package dev.parterre.paxos.snapshot;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Keeps the newest snapshot of a replica, and the unfinished one that it is being sent. Any thread
/// may call; one at a time writes, and one at a time receives.
public interface Snapshots {

  /// What a snapshot holds; written once, on whichever thread calls [#write].
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// The newest durable one; null if there is none.
  @Nullable Snapshot last();

  /// The slot of the oldest one that is kept: the last, or one before it that a peer is fetching.
  /// What the log holds after it is not to go. [Slot#NONE] if there is none.
  Slot oldest();

  /// The one of a peer's of which a part is here already; null if there is none.
  @Nullable Snapshot incoming();

  /// Makes a snapshot durable: beside, forced, renamed, the directory forced; then the one before
  /// goes, unless a peer is fetching it. Does nothing if [#last] is as new: an older snapshot never
  /// replaces a newer one.
  ///
  /// @param slot every decision up to this one is in the content
  void write(Slot slot, Content content) throws IOException;

  /// The content of the newest snapshot, from its start.
  ///
  /// @throws IOException when it is damaged: when it is opened or, at the latest, at its end
  InputStream open() throws IOException;

  /// Bytes of the file, for another replica.
  ///
  /// @return at most `maxBytes`, none at the file's end; null when that snapshot is not kept any
  ///   more
  byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) throws IOException;

  /// How many bytes of a peer's snapshot are here already; 0 for any but the one received last.
  long received(Snapshot snapshot) throws IOException;

  /// Takes the next bytes of a peer's snapshot, at [#received].
  void receive(Snapshot snapshot, byte[] bytes) throws IOException;

  /// All bytes were received: checks them and makes the snapshot durable, as [#write] does.
  ///
  /// @return false when they are not what the peer said, or not newer than [#last]: they are gone
  boolean adopt(Snapshot snapshot) throws IOException;
}
