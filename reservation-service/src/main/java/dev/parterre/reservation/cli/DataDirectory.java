package dev.parterre.reservation.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// The folder of one cluster: `cluster.json`, the secrets, and `replica-N/` with the files of each
/// replica. Only its owner can read it.
public record DataDirectory(Path root) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  Path clusterFile() {
    return root.resolve("cluster.json");
  }

  public Path adminTokenFile() {
    return root.resolve("admin-token");
  }

  Path peerSecretFile() {
    return root.resolve("peer-secret");
  }

  public Path replica(int id) {
    return root.resolve("replica-" + id);
  }

  /// The replica's own data directory, with its Paxos log and its snapshots.
  Path data(int id) {
    return replica(id).resolve("data");
  }

  Path configuration(int id) {
    return replica(id).resolve("application.yaml");
  }

  Path log(int id) {
    return replica(id).resolve("log");
  }

  /// How a replica that is not running ended, if its node stopped for good.
  Optional<StoppedForGood> stopped(ClusterFile.Member replica) {
    var from = replica.logBytes();
    return from == null || replica.running().isPresent()
        ? Optional.empty()
        : new ReplicaLog(log(replica.id()), from).stopped();
  }

  /// What to append to a command so that it refers to this cluster.
  String suffix() {
    if (equals(usual())) {
      return "";
    }
    var path = root.toString();
    return " --data " + (path.matches("[A-Za-z0-9_./+-]+") ? path : "'" + path + "'");
  }

  /// The folder that is used without `--data`.
  static DataDirectory usual() {
    return new DataDirectory(home().resolve(".parterre"));
  }

  /// The checkout, which the script `parterre` passes on.
  private static Path home() {
    return Path.of(System.getProperty("parterre.home", "."));
  }

  /// The cluster in this folder.
  public ClusterFile cluster() throws Failure {
    return ClusterFile.load(clusterFile())
        .orElseThrow(() -> new Failure("there is no cluster in " + root + "; create one with up"));
  }

  public void create() throws Failure {
    makePrivate(root);
  }

  void createReplica(int id) throws Failure {
    makePrivate(replica(id));
  }

  /// Waits until no other command starts or stops replicas here, and keeps others from doing so
  /// until the lock is closed.
  public Lock lock(Duration atMost) throws Failure {
    var deadline = System.nanoTime() + atMost.toNanos();
    try {
      var channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (true) {
        var lock = tryLock(channel);
        if (lock.isPresent()) {
          return new Lock(channel);
        }
        if (System.nanoTime() - deadline > 0) {
          channel.close();
          throw new Failure("another command is still starting or stopping replicas in " + root);
        }
        Thread.sleep(50);
      }
    } catch (IOException e) {
      throw new Failure(root + " cannot be locked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  public Optional<String> secret(Path file) throws Failure {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage());
    }
  }

  void keepSecret(Path file, String secret) throws Failure {
    try {
      writePrivately(file, secret + "\n");
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + e.getMessage());
    }
  }

  public static String randomSecret() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Removes the files of the cluster, and no others.
  public void wipe(ClusterFile cluster) throws Failure {
    try {
      for (var id = 1; id <= cluster.highestId(); id++) {
        deleteTree(replica(id));
      }
      Files.deleteIfExists(adminTokenFile());
      Files.deleteIfExists(peerSecretFile());
      Files.deleteIfExists(clusterFile());
      Files.deleteIfExists(root.resolve("lock"));
      if (isEmpty(root)) {
        Files.delete(root);
      }
    } catch (IOException e) {
      throw new Failure("not all of " + root + " could be removed: " + e);
    }
  }

  /// Fails if a replica has data here: it may be all that is left of a cluster, so it is not
  /// overwritten.
  void requireWithoutReplicaData() throws Failure {
    try (var entries = Files.list(root)) {
      for (var entry : entries.sorted().toList()) {
        var kept = entry.resolve("data");
        if (Files.isDirectory(kept) && !isEmpty(kept)) {
          throw new Failure(kept + " holds data; restore into another folder with --data");
        }
      }
    } catch (IOException e) {
      throw new Failure(root + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /// The size of a file, or of all files in a folder; 0 if there is none.
  static long bytes(Path path) {
    try (var tree = Files.walk(path)) {
      return tree.filter(Files::isRegularFile).mapToLong(DataDirectory::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /// A replica may delete the file at any time.
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var tree = Files.walk(root)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void makePrivate(Path directory) throws Failure {
    try {
      if (!Files.isDirectory(directory)) {
        if (directory.getParent() != null) {
          Files.createDirectories(directory.getParent());
        }
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new Failure(directory + " cannot be created: " + e);
    }
  }

  /// Only the owner can read the file, from its first byte on. It is forced to the disk.
  static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
  }

  public record Lock(FileChannel channel) implements AutoCloseable {

    @Override
    public void close() throws Failure {
      try {
        channel.close();
      } catch (IOException e) {
        throw new Failure("the lock cannot be released: " + e.getMessage());
      }
    }
  }
}
