package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/// The directory of one replica: locked while it is open, and marked with the replica's identity. A
/// replica on another's data, or on less than its own, would break promises that it does not know
/// about.
public final class DataDirectory implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String IDENTITY = "identity";

  private final Disk disk;
  private final Path path;
  private final FileChannel lock;
  private Identity identity;

  private DataDirectory(Disk disk, Path path, FileChannel lock, Identity identity) {
    this.disk = disk;
    this.path = path;
    this.lock = lock;
    this.identity = identity;
  }

  /// Creates the directory if it is missing, and gives it an identity if it is empty.
  ///
  /// @throws RefusedException when it is in use, belongs to another replica, is damaged, or cannot
  ///   be read and written
  public static DataDirectory open(Path path, String clusterId, NodeId self) throws IOException {
    return open(new Disk(), path, clusterId, self);
  }

  static DataDirectory open(Disk disk, Path path, String clusterId, NodeId self)
      throws IOException {
    var directory = path.toAbsolutePath().normalize();
    try {
      make(disk, directory);
      return openLocked(disk, directory, lock(disk, directory), clusterId, self);
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException failure) {
      throw new RefusedException(
          "the data directory " + directory + " cannot be used: " + Disk.reason(failure), failure);
    }
  }

  /// Whether the directory holds a replica's identity.
  public static boolean isOneOfAReplica(Path path) {
    return Files.isRegularFile(path.resolve(IDENTITY));
  }

  /// Copies the directory of any replica, and opens the copy. The original is only read: it may be
  /// the last one left.
  ///
  /// @param to must not exist yet
  /// @throws RefusedException when it is in use, damaged, or not a replica's
  public static DataDirectory openCopy(Path from, Path to) throws IOException {
    if (!isOneOfAReplica(from)) {
      throw new RefusedException(
          "the directory " + from + " is not a replica's data directory: it has no identity file");
    }
    var disk = new Disk();
    make(disk, to);
    try (var _ = lock(disk, from)) {
      for (var file : files(from)) {
        if (!file.endsWith(LOCK)) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
    var identity = readIdentity(to);
    return openLocked(disk, to, lock(disk, to), identity.clusterId(), identity.node());
  }

  /// Durably renames a closed directory.
  ///
  /// @param to must not exist yet, or be empty
  public static void move(Path from, Path to) throws IOException {
    new Disk().rename(from, to);
  }

  private static void make(Disk disk, Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException("the data directory " + directory + " is not a directory");
    }
    var parent = directory.getParent();
    if (parent != null) {
      make(disk, parent);
      Files.createDirectory(directory);
      disk.forceDirectory(parent);
    }
  }

  private static FileChannel lock(Disk disk, Path directory) throws IOException {
    var channel =
        disk.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // This process holds the lock: refused as if another did.
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
    channel.close();
    throw new RefusedException(
        "the data directory " + directory + " is in use by another running replica");
  }

  private static DataDirectory openLocked(
      Disk disk, Path directory, FileChannel lock, String clusterId, NodeId self)
      throws IOException {
    try {
      var names = names(directory);
      var identity =
          names.contains(IDENTITY)
              ? readIdentity(directory)
              : firstIdentity(disk, directory, names, clusterId, self);
      checkOwner(directory, identity, clusterId, self);
      return new DataDirectory(disk, directory, lock, identity);
    } catch (IOException failure) {
      lock.close();
      throw failure;
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Identity readIdentity(Path directory) throws IOException {
    var file = directory.resolve(IDENTITY);
    try {
      if (Files.size(file) > Identity.MAX_BYTES) {
        throw new MalformedException("it is too long");
      }
      return Identity.fromBytes(Files.readAllBytes(file));
    } catch (MalformedException invalid) {
      throw new RefusedException(
          "the identity file " + file + " is not valid: " + invalid.getMessage(), invalid);
    }
  }

  private static Identity firstIdentity(
      Disk disk, Path directory, List<String> names, String clusterId, NodeId self)
      throws IOException {
    for (var name : names) {
      if (!name.equals(LOCK) && !name.equals(IDENTITY + Disk.UNFINISHED)) {
        throw new RefusedException(
            "the data directory " + directory + " has no identity file but holds " + name);
      }
    }
    var identity = Identity.make(clusterId, self);
    disk.replace(directory.resolve(IDENTITY), identity.toBytes());
    return identity;
  }

  private static void checkOwner(Path directory, Identity identity, String clusterId, NodeId self)
      throws RefusedException {
    if (!identity.clusterId().equals(clusterId)) {
      throw new RefusedException(
          "the data directory %s belongs to cluster %s, not to %s"
              .formatted(directory, identity.clusterId(), clusterId));
    }
    if (!identity.node().equals(self)) {
      throw new RefusedException(
          "the data directory %s belongs to replica %s, not to %s"
              .formatted(directory, identity.node(), self));
    }
  }

  Disk disk() {
    return disk;
  }

  List<Path> files() throws IOException {
    return files(path);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  public String clusterId() {
    return identity.clusterId();
  }

  public NodeId node() {
    return identity.node();
  }

  public Path path() {
    return path;
  }

  UUID storage() {
    return identity.storage();
  }

  /// Whether a log was begun here. If so, and there are no segments, they were lost.
  boolean isStarted() {
    return identity.started();
  }

  void markStarted() throws IOException {
    become(identity.nowStarted());
  }

  /// The first sequence of the segment with which the log begins.
  long firstSequence() {
    return identity.firstSequence();
  }

  /// The log continues a snapshot of this slot or of a later one.
  Slot compacted() {
    return identity.compacted();
  }

  /// From now on the log begins there: earlier segments are leftovers, and may be missing.
  void markCompacted(long fromSequence, Slot upTo) throws IOException {
    become(identity.nowCompacted(fromSequence, upTo));
  }

  private void become(Identity next) throws IOException {
    disk.replace(path.resolve(IDENTITY), next.toBytes());
    identity = next;
  }

  /// Releases the lock.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
