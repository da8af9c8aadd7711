package dev.parterre.paxos.snapshot;

import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Keeps the newest snapshot of a replica, and the unfinished one that it is being sent. May be
/// called on any thread; one at a time may write, and one at a time may receive.
public interface Snapshots {

  /// The content of a snapshot; written once, on the thread that calls [#write].
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// The newest durable snapshot; null if there is none.
  @Nullable Snapshot last();

  /// The slot of the oldest snapshot that is kept: the last one, or an earlier one that a peer is
  /// fetching. What the log holds after it must not be deleted. [Slot#NONE] if there is none.
  Slot oldest();

  /// The peer's snapshot of which a part has been received; null if there is none.
  @Nullable Snapshot incoming();

  /// Makes a snapshot durable: it is written to another file, forced and renamed, and the directory
  /// is forced. Then the previous one is deleted, unless a peer is fetching it. Does nothing if
  /// [#last] is as new: an older snapshot never replaces a newer one.
  ///
  /// @param slot every decision up to this one is in the content
  void write(Slot slot, Content content) throws IOException;

  /// The content of the newest snapshot, from its start.
  ///
  /// @throws IOException if it is damaged: when it is opened or, at the latest, at its end
  InputStream open() throws IOException;

  /// Bytes of the file, for another replica.
  ///
  /// @return at most `maxBytes`, none at the end of the file; null if that snapshot is no longer
  ///   kept
  byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) throws IOException;

  /// How many bytes of a peer's snapshot have been received; 0 for any but the last one.
  long received(Snapshot snapshot) throws IOException;

  /// Takes the next bytes of a peer's snapshot, at [#received].
  void receive(Snapshot snapshot, byte[] bytes) throws IOException;

  /// Called when all bytes were received: checks them and makes the snapshot durable, as [#write]
  /// does.
  ///
  /// @return false if they are not what the peer announced, or not newer than [#last]: then they
  ///   are deleted
  boolean adopt(Snapshot snapshot) throws IOException;
}
