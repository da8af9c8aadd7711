package dev.parterre.paxos.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A disk that a test can make fail at any operation, and that knows what a power failure would
/// leave: what was forced of a file, under a name if the directory was forced, and any part of the
/// rest.
final class TestDisk extends Disk {

  enum Operation {
    OPEN,
    WRITE,
    FORCE,
    MOVE,
    DELETE,
    FORCE_DIRECTORY
  }

  interface Fault {
    void at(Operation operation, String file) throws IOException;
  }

  /// What a power failure leaves of unforced data.
  enum Spared {
    NOTHING,
    ALL,
    SOME
  }

  private static final class Node {
    byte[] forced = new byte[0];
  }

  private static final int SECTOR_BYTES = 512;

  private final Path directory;
  private final Map<FileChannel, Path> channels = new IdentityHashMap<>();

  /// All states of the directory since it was last forced, the oldest first.
  private final List<Map<Path, Node>> names = new ArrayList<>();

  private Fault fault = (_, _) -> {};

  /// Regards what the directory holds as forced.
  TestDisk(Path directory) throws IOException {
    this.directory = directory;
    var now = new HashMap<Path, Node>();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var node = new Node();
        node.forced = Files.readAllBytes(file);
        now.put(file, node);
      }
    }
    names.add(now);
  }

  /// Called before every operation, which does not take place if it throws.
  void onEvery(Fault newFault) {
    fault = newFault;
  }

  private Map<Path, Node> change() {
    var now = new HashMap<>(names.getLast());
    names.add(now);
    return now;
  }

  private void check(Operation operation, Path file) throws IOException {
    fault.at(operation, file.getFileName().toString());
  }

  private Path path(FileChannel channel) {
    return channels.getOrDefault(channel, directory);
  }

  @Override
  FileChannel open(Path file, OpenOption... options) throws IOException {
    check(Operation.OPEN, file);
    var channel = super.open(file, options);
    channels.put(channel, file);
    if (!names.getLast().containsKey(file)) {
      change().put(file, new Node());
    }
    return channel;
  }

  /// A write that fails has written half.
  @Override
  void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    try {
      check(Operation.WRITE, path(channel));
    } catch (IOException failure) {
      super.write(channel, bytes.limit(bytes.position() + bytes.remaining() / 2), position);
      throw failure;
    }
    super.write(channel, bytes, position);
  }

  @Override
  void force(FileChannel channel) throws IOException {
    var file = path(channel);
    check(Operation.FORCE, file);
    super.force(channel);
    var node = names.getLast().get(file);
    if (node != null) {
      node.forced = Files.readAllBytes(file);
    }
  }

  @Override
  void move(Path from, Path to) throws IOException {
    check(Operation.MOVE, to);
    super.move(from, to);
    var now = change();
    var node = now.remove(from);
    now.put(to, node == null ? new Node() : node);
    channels.replaceAll((_, file) -> file.equals(from) ? to : file);
  }

  @Override
  void delete(Path file) throws IOException {
    check(Operation.DELETE, file);
    super.delete(file);
    change().remove(file);
  }

  @Override
  void forceDirectory(Path forced) throws IOException {
    check(Operation.FORCE_DIRECTORY, forced);
    super.forceDirectory(forced);
    names.subList(0, names.size() - 1).clear();
  }

  /// What would be left if the power failed now, in a directory of its own.
  Path powerFailure(Path copies, Spared spared, Random random) throws IOException {
    var copy = Files.createTempDirectory(copies, "crashed");
    var survived =
        switch (spared) {
          case NOTHING -> names.getFirst();
          case ALL -> names.getLast();
          case SOME -> names.get(random.nextInt(names.size()));
        };
    for (var entry : survived.entrySet()) {
      var bytes = survived(entry.getValue(), spared, random);
      Files.write(copy.resolve(entry.getKey().getFileName()), bytes);
    }
    return copy;
  }

  private byte[] survived(Node node, Spared spared, Random random) {
    var written = written(node);
    return switch (spared) {
      case NOTHING -> node.forced;
      case ALL -> written;
      case SOME -> {
        var some =
            Arrays.copyOf(node.forced, random.nextBoolean() ? node.forced.length : written.length);
        for (var at = 0; at < some.length; at += SECTOR_BYTES) {
          var end = Math.min(at + SECTOR_BYTES, Math.min(some.length, written.length));
          if (end > at && random.nextBoolean()) {
            System.arraycopy(written, at, some, at, end - at);
          }
        }
        yield some;
      }
    };
  }

  /// What the file holds now, if it still has a name.
  private byte[] written(Node node) {
    for (var entry : names.getLast().entrySet()) {
      if (entry.getValue() == node) {
        try {
          return Files.readAllBytes(entry.getKey());
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    return node.forced;
  }
}
