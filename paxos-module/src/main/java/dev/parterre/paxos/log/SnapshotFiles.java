package dev.parterre.paxos.log;

import dev.parterre.paxos.core.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The snapshots in a data directory: the newest one, and a peer's of which a part is here already,
/// in a file whose name says which one it is, so that it is known again after a restart.
final class SnapshotFiles implements Snapshots {

  private static final String RECEIVING = "receiving-";

  private final Disk disk;
  private final Path directory;
  private volatile @Nullable Snapshot last;

  private SnapshotFiles(Disk disk, Path directory, @Nullable Snapshot last) {
    this.disk = disk;
    this.directory = directory;
    this.last = last;
  }

  /// Reads the newest snapshot once. An older one beside it was to be deleted when a crash came.
  ///
  /// @throws RefusedException when the newest one is damaged: the log behind it may be gone
  static SnapshotFiles open(DataDirectory directory) throws IOException {
    var disk = directory.disk();
    var complete = new ArrayList<Path>();
    for (var file : directory.files()) {
      var name = file.getFileName().toString();
      if (SnapshotFile.isName(name)) {
        complete.add(file);
      } else if (SnapshotFile.isUnfinishedName(name)) {
        disk.delete(file);
      }
    }
    var last = complete.isEmpty() ? null : check(disk, complete.getLast());
    for (var older : complete.subList(0, Math.max(0, complete.size() - 1))) {
      disk.delete(older);
    }
    var snapshots = new SnapshotFiles(disk, directory.path(), last);
    snapshots.deleteReceivingBefore(snapshots.slot().next());
    return snapshots;
  }

  private static Snapshot check(Disk disk, Path file) throws IOException {
    Snapshot found;
    try {
      found = SnapshotReader.check(disk, file);
    } catch (IOException failure) {
      throw new RefusedException(
          "the snapshot " + file + " cannot be used: " + Disk.reason(failure), failure);
    }
    var name = SnapshotFile.name(found.slot());
    if (!file.getFileName().toString().equals(name)) {
      throw new RefusedException(
          "the snapshot " + file + " was named " + name + " when it was made");
    }
    return found;
  }

  @Override
  public @Nullable Snapshot last() {
    return last;
  }

  /// The slot of the newest one.
  Slot slot() {
    var newest = last;
    return newest == null ? Slot.NONE : newest.slot();
  }

  @Override
  public void write(Slot slot, Content content) throws IOException {
    if (!isNewer(slot)) {
      return;
    }
    var beside = Disk.beside(path(slot));
    try {
      become(written(beside, slot, content), beside);
    } catch (IOException | RuntimeException failure) {
      deleteAfter(failure, beside);
      throw failure;
    }
  }

  /// The one that says who founded the cluster is of no slot, and newer than none.
  private boolean isNewer(Slot slot) {
    return last == null || slot.isAfter(slot());
  }

  private Snapshot written(Path file, Slot slot, Content content) throws IOException {
    try (var out = SnapshotWriter.create(disk, file, slot)) {
      content.writeTo(out);
      return out.finish();
    }
  }

  /// A file that is not known to be durable is never tried again: the next force on it could
  /// succeed without its bytes.
  private void deleteAfter(Exception failure, Path file) {
    try {
      disk.delete(file);
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
  }

  /// Renames a file that was forced. One snapshot can be written while another is adopted.
  ///
  /// @return false when there is one as new
  private synchronized boolean become(Snapshot next, Path from) throws IOException {
    var before = last;
    if (!isNewer(next.slot())) {
      disk.delete(from);
      return false;
    }
    var file = path(next.slot());
    try {
      disk.rename(from, file);
    } catch (IOException failure) {
      deleteAfter(failure, file);
      throw failure;
    }
    last = next;
    if (before != null) {
      deleteLeftOver(path(before.slot()));
    }
    return true;
  }

  /// The new one is there, whatever becomes of the old one; the next start tries again.
  private void deleteLeftOver(Path file) {
    try {
      disk.delete(file);
    } catch (IOException _) {
      // Only space is lost.
    }
  }

  private Path path(Slot slot) {
    return directory.resolve(SnapshotFile.name(slot));
  }

  @Override
  public synchronized InputStream open() throws IOException {
    var newest = last;
    if (newest == null) {
      throw new IOException("there is no snapshot in " + directory);
    }
    return SnapshotReader.open(disk, path(newest.slot()));
  }

  @Override
  public byte @Nullable [] read(Snapshot snapshot, long offset, int maxBytes) throws IOException {
    if (!snapshot.equals(last)) {
      return null;
    }
    try (var channel = disk.open(path(snapshot.slot()), StandardOpenOption.READ)) {
      var length = Math.clamp(snapshot.bytes() - offset, 0, maxBytes);
      var bytes = new byte[length];
      disk.read(channel, ByteBuffer.wrap(bytes), offset);
      return bytes;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  @Override
  public long received(Snapshot snapshot) throws IOException {
    try {
      return Files.size(receiving(snapshot));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  private Path receiving(Snapshot snapshot) {
    return directory.resolve(
        "%s%016x-%016x-%08x%s"
            .formatted(
                RECEIVING,
                snapshot.slot().number(),
                snapshot.bytes(),
                snapshot.checksum(),
                Disk.UNFINISHED));
  }

  @Override
  public void receive(Snapshot snapshot, byte[] bytes) throws IOException {
    var file = receiving(snapshot);
    var start = received(snapshot);
    if (start == 0) {
      deleteReceivingBefore(new Slot(Long.MAX_VALUE));
    }
    if (start + bytes.length > snapshot.bytes()) {
      throw new IOException("a peer sent more than the " + snapshot.bytes() + " bytes it said");
    }
    try (var channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      disk.write(channel, ByteBuffer.wrap(bytes), start);
    } catch (IOException failure) {
      deleteAfter(failure, file);
      throw failure;
    }
  }

  /// What was received of snapshots before `slot`; the names sort by slot.
  private void deleteReceivingBefore(Slot slot) throws IOException {
    var bound = RECEIVING + "%016x".formatted(slot.number());
    List<Path> left;
    try (var files = Files.list(directory)) {
      left = files.filter(file -> isReceivedBefore(bound, file.getFileName().toString())).toList();
    }
    for (var file : left) {
      disk.delete(file);
    }
  }

  private static boolean isReceivedBefore(String bound, String name) {
    return name.startsWith(RECEIVING) && name.compareTo(bound) < 0;
  }

  @Override
  public boolean adopt(Snapshot snapshot) throws IOException {
    var file = receiving(snapshot);
    try {
      if (received(snapshot) != snapshot.bytes() || !isWhole(snapshot, file)) {
        disk.delete(file);
        return false;
      }
      force(file);
      return become(snapshot, file);
    } catch (IOException failure) {
      deleteAfter(failure, file);
      throw failure;
    }
  }

  private boolean isWhole(Snapshot snapshot, Path file) {
    try {
      return SnapshotReader.check(disk, file).equals(snapshot);
    } catch (IOException _) {
      return false;
    }
  }

  private void force(Path file) throws IOException {
    try (var channel = disk.open(file, StandardOpenOption.WRITE)) {
      disk.force(channel);
    }
  }
}
