package dev.parterre.paxos.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The few operations on files; each succeeds completely or throws an [IOException]. Everything
/// that a replica stores goes through one of these, so that a test can make any of them fail.
class Disk {

  static final String UNFINISHED = ".tmp";

  /// Larger transfers are split: for each thread the JDK keeps an off-heap buffer as large as its
  /// largest transfer ever.
  private static final int CHUNK_BYTES = 1 << 20;

  FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, options);
  }

  /// Creates an empty file, or empties the one that is there.
  final FileChannel create(Path file) throws IOException {
    return open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    var start = position - bytes.position();
    var end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + CHUNK_BYTES));
      channel.write(bytes, start + bytes.position());
    }
  }

  void read(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    var start = position - bytes.position();
    var end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + CHUNK_BYTES));
      if (channel.read(bytes, start + bytes.position()) < 0) {
        throw new EOFException("the file ends at " + (start + bytes.position()));
      }
    }
  }

  /// Forces the bytes, and the metadata needed to find them.
  void force(FileChannel channel) throws IOException {
    channel.force(false);
  }

  /// Replaces a file: after a crash it holds either all of `content` or what it held before.
  final void replace(Path file, byte[] content) throws IOException {
    var beside = beside(file);
    try (var channel = create(beside)) {
      write(channel, ByteBuffer.wrap(content), 0);
      force(channel);
    }
    rename(beside, file);
  }

  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /// Renames durably: that takes a force of the directory, too.
  final void rename(Path from, Path to) throws IOException {
    move(from, to);
    var directory = to.getParent();
    if (directory != null) {
      forceDirectory(directory);
    }
  }

  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Not durable: nothing depends on a deleted file staying deleted after a crash.
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  void forceDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// The reason as a clause, for a sentence that already names the path.
  static String reason(IOException failure) {
    var reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
