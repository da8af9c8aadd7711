package dev.parterre.paxos.log;

import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The snapshots in a data directory: the newest one, older ones that peers are fetching, and the
/// part of a peer's snapshot that has been received so far, in a file whose name says which one it
/// is, so that the transfer can be continued after a restart.
final class SnapshotFiles implements Snapshots {

  /// An older snapshot is deleted when no peer has read anything of it for this long.
  static final long PINNED_NANOS = TimeUnit.SECONDS.toNanos(60);

  static final int PINNED_MAX = 2;

  private static final String RECEIVING = "receiving-";
  private static final Pattern INCOMING =
      Pattern.compile(
          RECEIVING
              + "([0-7][0-9a-f]{15})-([0-7][0-9a-f]{15})-([0-9a-f]{8})"
              + Pattern.quote(Disk.UNFINISHED));

  private final Disk disk;
  private final Path directory;
  private final LongSupplier nanoTime;
  private volatile @Nullable Snapshot last;

  /// When a peer last read from each, the newest one and older ones; guarded by this.
  private final Map<Snapshot, Long> readAt = new LinkedHashMap<>();

  /// Older ones whose files are kept because a peer is fetching them; guarded by this.
  private final List<Snapshot> pinned = new ArrayList<>();

  private SnapshotFiles(Disk disk, Path directory, @Nullable Snapshot last, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.disk = disk;
    this.directory = directory;
    this.last = last;
  }

  /// Reads the newest snapshot once. Older ones beside it are leftovers of a crash, and are
  /// deleted.
  ///
  /// @throws RefusedException when the newest one is damaged: the log before it may have been
  ///   deleted
  static SnapshotFiles open(DataDirectory directory) throws IOException {
    return open(directory, System::nanoTime);
  }

  static SnapshotFiles open(DataDirectory directory, LongSupplier nanoTime) throws IOException {
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
    var snapshots = new SnapshotFiles(disk, directory.path(), last, nanoTime);
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
      throw new RefusedException("the snapshot " + file + " was renamed: its name was " + name);
    }
    return found;
  }

  @Override
  public @Nullable Snapshot last() {
    return last;
  }

  /// The slot of the newest snapshot.
  Slot slot() {
    var newest = last;
    return newest == null ? Slot.NONE : newest.slot();
  }

  @Override
  public void write(Slot slot, Content content) throws IOException {
    if (!isNews(slot)) {
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

  /// The first snapshot counts, even if it is before any slot: it names the founders of the
  /// cluster.
  private boolean isNews(Slot slot) {
    return last == null || slot.isAfter(slot());
  }

  private Snapshot written(Path file, Slot slot, Content content) throws IOException {
    try (var out = SnapshotWriter.create(disk, file, slot)) {
      content.writeTo(out);
      return out.finish();
    }
  }

  /// A file that is not known to be durable is never used again: the next force could succeed
  /// without writing its bytes.
  private void deleteAfter(Exception failure, Path file) {
    try {
      disk.delete(file);
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
  }

  /// Renames a file that was forced. While one snapshot is written, another may be adopted.
  ///
  /// @return false if there already is one as new
  private synchronized boolean become(Snapshot next, Path from) throws IOException {
    var before = last;
    if (!isNews(next.slot())) {
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
      pinned.add(before);
      deleteUnread();
    }
    return true;
  }

  /// Older snapshots are kept while a peer reads from them, and for a while after: until it has all
  /// of one and has begun to ask for what follows in the log.
  private synchronized void deleteUnread() {
    var now = nanoTime.getAsLong();
    readAt.values().removeIf(at -> now - at > PINNED_NANOS);
    pinned.removeIf(each -> !readAt.containsKey(each) && isDeleted(each));
    while (pinned.size() > PINNED_MAX) {
      var longestUnread = Collections.min(pinned, Comparator.comparing(readAt::get));
      pinned.remove(longestUnread);
      readAt.remove(longestUnread);
      deleteLeftOver(path(longestUnread.slot()));
    }
  }

  private boolean isDeleted(Snapshot snapshot) {
    deleteLeftOver(path(snapshot.slot()));
    return true;
  }

  @Override
  public synchronized Slot oldest() {
    deleteUnread();
    return pinned.stream().map(Snapshot::slot).min(Comparator.naturalOrder()).orElse(slot());
  }

  /// The new snapshot is in place, so a failure does not matter; the next start tries again.
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
    if (!isKept(snapshot)) {
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

  private synchronized boolean isKept(Snapshot snapshot) {
    var kept = snapshot.equals(last) || pinned.contains(snapshot);
    if (kept) {
      readAt.put(snapshot, nanoTime.getAsLong());
    }
    return kept;
  }

  @Override
  public @Nullable Snapshot incoming() {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> INCOMING.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(SnapshotFiles::incoming)
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException unreadable) {
      return null;
    }
  }

  private static Snapshot incoming(Matcher name) {
    return new Snapshot(
        new Slot(Long.parseLong(name.group(1), 16)),
        Long.parseLong(name.group(2), 16),
        Integer.parseUnsignedInt(name.group(3), 16));
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
      throw new IOException(
          "a peer sent more than the " + snapshot.bytes() + " bytes that it announced");
    }
    try (var channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      disk.write(channel, ByteBuffer.wrap(bytes), start);
      if (SnapshotWriter.isPiece(start, start + bytes.length)) {
        disk.force(channel);
      }
    } catch (IOException failure) {
      deleteAfter(failure, file);
      throw failure;
    }
  }

  /// Deletes what was received of snapshots before `slot`; the names sort by slot.
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
