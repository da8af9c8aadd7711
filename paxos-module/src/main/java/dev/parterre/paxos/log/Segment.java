package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One file of the log. It has its full length from the beginning, so that a shorter one is known
/// to be truncated. Zeros are written a step ahead of the blocks, because forcing bytes for which
/// the file system has already allocated space takes half as long.
final class Segment {

  static final String SUFFIX = ".log";
  static final int HEADER_BYTES = 4096;

  /// "PARTERRE"
  private static final long MAGIC = 0x5041525445525245L;

  /// After the part that the checksum covers, in a disk sector of its own.
  private static final int FOLLOWER_AT = 512;

  /// The first version whose segments begin with what was promised and decided before them.
  private static final byte PREAMBLE_SINCE = 2;

  private static final int ZERO_STEP_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();

  private final Disk disk;
  private final Path path;
  private final Header header;
  private final long follower;
  private @Nullable FileChannel channel;
  private long zeroedTo;

  private record Header(byte version, UUID storage, long firstSequence, long capacity) {}

  private Segment(
      Disk disk, Path path, Header header, long follower, @Nullable FileChannel channel) {
    this.disk = disk;
    this.path = path;
    this.header = header;
    this.follower = follower;
    this.channel = channel;
  }

  /// Creates a segment that is durable, under its final name, when this returns.
  static Segment create(DataDirectory directory, long firstSequence, long capacity)
      throws IOException {
    var disk = directory.disk();
    var path = directory.path().resolve(name(firstSequence));
    var beside = Disk.beside(path);
    var channel = disk.create(beside);
    try {
      var header = new Header(Format.VERSION, directory.storage(), firstSequence, capacity);
      var segment = new Segment(disk, path, header, 0, channel);
      disk.write(channel, ZEROS.slice(0, 1), capacity - 1);
      disk.write(channel, ByteBuffer.wrap(bytes(header)), 0);
      segment.zeroAhead(HEADER_BYTES);
      disk.force(channel);
      disk.rename(beside, path);
      return segment;
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  static String name(long firstSequence) {
    return "%016x%s".formatted(firstSequence, SUFFIX);
  }

  private static byte[] bytes(Header header) {
    var out = new ByteWriter();
    out.putLong(MAGIC);
    out.putByte(header.version());
    out.putLong(header.storage().getMostSignificantBits());
    out.putLong(header.storage().getLeastSignificantBits());
    out.putLong(header.firstSequence());
    out.putLong(header.capacity());
    out.putInt(checksum(out.array(), out.length()));
    return out.toByteArray();
  }

  /// @throws RefusedException when the file is not a complete segment of this directory
  static Segment open(DataDirectory directory, Path path) throws IOException {
    var disk = directory.disk();
    try (var channel = disk.open(path, StandardOpenOption.READ)) {
      var size = channel.size();
      if (size < HEADER_BYTES) {
        throw new RefusedException(
            "the log segment " + path + " is truncated: it is only " + size + " bytes long");
      }
      var bytes = new byte[HEADER_BYTES];
      disk.read(channel, ByteBuffer.wrap(bytes), 0);
      var header = readHeader(bytes);
      check(header, path, directory.storage(), size);
      var follower = new ByteReader(bytes, FOLLOWER_AT, Long.BYTES).getLong();
      return new Segment(disk, path, header, follower, null);
    } catch (MalformedException invalid) {
      throw new RefusedException(
          "the header of the log segment " + path + " is not valid: " + invalid.getMessage(),
          invalid);
    }
  }

  private static Header readHeader(byte[] bytes) throws MalformedException {
    var in = new ByteReader(bytes);
    if (in.getLong() != MAGIC) {
      throw new MalformedException("it does not begin like a log segment");
    }
    var version = in.getByte();
    var storage = new UUID(in.getLong(), in.getLong());
    var header = new Header(version, storage, in.getLong(), in.getLong());
    var summed = in.position();
    if (in.getInt() != checksum(bytes, summed)) {
      throw new MalformedException("its checksum is wrong");
    }
    Format.checkKnown(version);
    return header;
  }

  private static void check(Header header, Path path, UUID storage, long size)
      throws RefusedException {
    if (!header.storage().equals(storage)) {
      throw new RefusedException("the log segment " + path + " comes from another data directory");
    }
    var name = name(header.firstSequence());
    if (!path.getFileName().toString().equals(name)) {
      throw new RefusedException("the log segment " + path + " was renamed: its name was " + name);
    }
    if (size != header.capacity()) {
      throw new RefusedException(
          "the log segment %s is %d bytes long, but was created with %d"
              .formatted(path, size, header.capacity()));
    }
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  Path path() {
    return path;
  }

  long firstSequence() {
    return header.firstSequence();
  }

  long capacity() {
    return header.capacity();
  }

  /// The format in which its records are written.
  byte version() {
    return header.version();
  }

  /// Whether it has the current version; records of a newer version are never put into an older
  /// segment.
  boolean isCurrent() {
    return header.version() == Format.VERSION;
  }

  /// Whether its first block sums up all earlier segments; without one, it needs them.
  boolean hasPreamble() {
    return header.version() >= PREAMBLE_SINCE;
  }

  /// The first sequence of the segment that followed this one when it was opened; 0 if none did.
  long follower() {
    return follower;
  }

  /// Records that a segment follows this one, so that its loss does not look like the end of the
  /// log.
  void markFollowedBy(long sequence) throws IOException {
    disk.write(channel(), ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip(), FOLLOWER_AT);
    force();
  }

  void read(ByteBuffer bytes, long position) throws IOException {
    disk.read(channel(), bytes, position);
  }

  void write(ByteBuffer bytes, long position) throws IOException {
    var end = position + bytes.remaining();
    disk.write(channel(), bytes, position);
    if (end > zeroedTo) {
      zeroAhead(end);
    }
  }

  private void zeroAhead(long from) throws IOException {
    zeroedTo = Math.min(capacity(), from + ZERO_STEP_BYTES);
    zero(from, zeroedTo);
  }

  void zero(long from, long to) throws IOException {
    for (var at = from; at < to; at += ZEROS.capacity()) {
      disk.write(channel(), ZEROS.slice(0, (int) Math.min(ZEROS.capacity(), to - at)), at);
    }
  }

  /// Writes again what the file already shows, because it may never have reached the disk: a failed
  /// force leaves such pages behind, and the next force would report success without writing them.
  void writeAgain(long from, long to) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(ZERO_STEP_BYTES, to - from));
    for (var at = from; at < to; at += bytes.capacity()) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), to - at));
      disk.read(channel(), bytes, at);
      disk.write(channel(), bytes.flip(), at);
    }
  }

  /// The length never changes, so there is nothing to force but the data and their location.
  void force() throws IOException {
    disk.force(channel());
  }

  /// Closes the file until the segment is used again.
  void release() throws IOException {
    var open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /// Deletes the file; the segment must not be used after this.
  void delete() throws IOException {
    release();
    disk.delete(path);
  }

  private FileChannel channel() throws IOException {
    var open = channel;
    if (open == null) {
      open = disk.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel = open;
    }
    return open;
  }

  static boolean isSegment(Path file) {
    return file.toString().endsWith(SUFFIX) && Files.isRegularFile(file);
  }
}
