package dev.parterre.paxos.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.NodeId;

/// What a replica says about itself when it sends another a request. Both nonces are in it, so that
/// its proof, which covers all its bytes, is valid only once.
///
/// @param oldest oldest format that the client reads and writes; likewise `newest`
/// @param nonce of the client
/// @param token made by the server, which knows by it that this hello is new
/// @param subject what exactly is asked for, if the purpose leaves that open
/// @param level the newest format level that the client's program reads
record Hello(
    Purpose purpose,
    NodeId from,
    NodeId to,
    int oldest,
    int newest,
    byte[] nonce,
    byte[] token,
    Claim disk,
    String subject,
    int level) {

  static final int NONCE_BYTES = 16;

  static Hello of(
      Purpose purpose, LocalNode self, NodeId to, byte[] nonce, byte[] token, String subject) {
    return new Hello(
        purpose,
        self.id(),
        to,
        Format.OLDEST_ON_WIRE,
        Format.VERSION,
        nonce,
        token,
        self.claim(),
        subject,
        self.level());
  }

  byte[] toBytes() {
    var out = new ByteWriter();
    out.putByte((byte) purpose.ordinal());
    out.putInt(from.value());
    out.putInt(to.value());
    out.putInt(oldest);
    out.putInt(newest);
    out.putBytes(nonce);
    out.putBytes(token);
    disk.write(out);
    out.putBytes(subject.getBytes(UTF_8));
    out.putInt(level);
    return out.toByteArray();
  }

  /// Ignores what later versions append.
  static Hello of(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    var purpose = Purpose.of(in.getByte());
    var from = nodeId(in);
    var to = nodeId(in);
    var oldest = in.getInt();
    var newest = in.getInt();
    var nonce = in.getBytes();
    if (nonce.length != NONCE_BYTES) {
      throw new MalformedException("a nonce of " + nonce.length + " bytes");
    }
    var token = in.getBytes();
    var disk = Claim.read(in);
    var subject = new String(in.getBytes(), UTF_8);
    var level = Welcome.level(in);
    return new Hello(purpose, from, to, oldest, newest, nonce, token, disk, subject, level);
  }

  private static NodeId nodeId(ByteReader in) throws MalformedException {
    var value = in.getInt();
    if (value < 0) {
      throw new MalformedException("a replica with the id " + value);
    }
    return new NodeId(value);
  }

  /// The number of the stream that is asked for, by which the client acknowledges what it has read.
  long stream() {
    try {
      return new ByteReader(nonce).getLong();
    } catch (MalformedException impossible) {
      throw new IllegalStateException("broken: a nonce has " + NONCE_BYTES + " bytes", impossible);
    }
  }

  /// The newest format that both sides know; 0 when there is none.
  int commonFormat() {
    var common = Math.min(newest, Format.VERSION);
    return common >= Math.max(oldest, Format.OLDEST_ON_WIRE) ? common : 0;
  }
}
