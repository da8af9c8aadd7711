package dev.parterre.paxos;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.Members;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The whole replicated state at one moment, to be stored outside the cluster; [BackupFile] reads
/// it.
///
/// As bytes: a magic number, the format's version, the head, then what a snapshot holds in chunks,
/// each after its length, an empty chunk, and the SHA-256 of everything before. A truncated file
/// lacks its end, so it is never taken for a backup.
public final class Backup {

  /// "PARTBACK"
  static final long MAGIC = 0x504152544241434BL;

  static final int HEAD_BYTES_MAX = 1 << 20;
  static final int CHUNK_BYTES = 1 << 16;

  private final Head head;
  private final Snapshots.Content content;

  Backup(Head head, Snapshots.Content content) {
    this.head = head;
    this.content = content;
  }

  /// What a backup says about itself.
  ///
  /// @param clusterId and `node`: whose state it was
  /// @param slot every decision up to this slot is in it, and none after it
  /// @param index how many commands were applied
  /// @param digest of the replicated state
  /// @param timeMillis the replicated time
  /// @param memberships who the members were
  public record Head(
      String clusterId,
      NodeId node,
      Slot slot,
      long index,
      long digest,
      long timeMillis,
      Memberships memberships) {

    byte[] toBytes() {
      var out = new ByteWriter();
      out.putBytes(clusterId.getBytes(StandardCharsets.UTF_8));
      out.putInt(node.value());
      out.putLong(slot.number());
      out.putLong(index);
      out.putLong(digest);
      out.putLong(timeMillis);
      Members.write(memberships, out);
      return out.toByteArray();
    }

    static Head fromBytes(byte[] bytes) throws MalformedException {
      var in = new ByteReader(bytes);
      return new Head(
          new String(in.getBytes(), StandardCharsets.UTF_8),
          new NodeId(in.getInt()),
          new Slot(in.getLong()),
          in.getLong(),
          in.getLong(),
          in.getLong(),
          Members.readMemberships(in));
    }
  }

  public Head head() {
    return head;
  }

  /// May be called on any thread; takes as long as the stream does.
  public void writeTo(OutputStream stream) throws IOException {
    var digest = sha256();
    var out = new DataOutputStream(new DigestOutputStream(stream, digest));
    out.writeLong(MAGIC);
    out.writeByte(Format.VERSION);
    var bytes = head.toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
    var chunks = new BufferedOutputStream(new Chunks(out), CHUNK_BYTES);
    content.writeTo(chunks);
    chunks.flush();
    out.writeInt(0);
    out.flush();
    stream.write(digest.digest());
    stream.flush();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Turns whatever is written into a chunk, or several if it is long.
  private static final class Chunks extends OutputStream {

    private final DataOutputStream out;

    Chunks(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (var done = 0; done < length; done += CHUNK_BYTES) {
        var some = Math.min(CHUNK_BYTES, length - done);
        out.writeInt(some);
        out.write(bytes, offset + done, some);
      }
    }
  }
}
