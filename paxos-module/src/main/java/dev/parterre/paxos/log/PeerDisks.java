package dev.parterre.paxos.log;

import dev.parterre.paxos.bytes.ByteReader;
import dev.parterre.paxos.bytes.ByteWriter;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What this replica knows about its peers' disks, kept across restarts. A peer that forgot its
/// votes cannot know that it did; the others can tell by its disk. May be used by any thread.
public final class PeerDisks {

  /// How many guests are remembered besides the members. Nobody relies on what a guest promised, so
  /// the one that was silent for the longest makes room for another.
  static final int GUESTS_MAX = 32;

  /// The length is only used to detect an old copy, so losing some of it in a crash is safe.
  static final long SAVED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final String FILE = "peers";

  /// "PARTPEER"
  private static final long MAGIC = 0x5041525450454552L;

  private static final int ENTRY_BYTES = Integer.BYTES + 3 * Long.BYTES;

  /// The first version that records which process of the peer was heard last.
  private static final byte PROCESS_SINCE = 3;

  private static final int FILE_MAX_BYTES = 1 << 13;

  private static final long NO_PROCESS = 0;

  private final Disk disk;
  private final Path file;
  private final LongSupplier nanoTime;
  private final Map<NodeId, Seen> seen = new ConcurrentHashMap<>();
  private final ReentrantLock saving = new ReentrantLock();
  private volatile long savedAt;
  private volatile Set<NodeId> members = Set.of();
  private volatile NodeId highestId = new NodeId(0);

  private PeerDisks(Disk disk, Path file, LongSupplier nanoTime) {
    this.disk = disk;
    this.file = file;
    this.nanoTime = nanoTime;
    this.savedAt = nanoTime.getAsLong();
  }

  /// @throws RefusedException when the record cannot be read
  public static PeerDisks open(DataDirectory directory) throws IOException {
    return open(directory, System::nanoTime);
  }

  /// As [#open(DataDirectory)], with another clock.
  public static PeerDisks open(DataDirectory directory, LongSupplier nanoTime) throws IOException {
    var file = directory.path().resolve(FILE);
    var disks = new PeerDisks(directory.disk(), file, nanoTime);
    try {
      if (Files.exists(file)) {
        disks.read();
      }
    } catch (MalformedException invalid) {
      throw new RefusedException(
          "the file " + file + " is not valid: " + invalid.getMessage(), invalid);
    }
    return disks;
  }

  private void read() throws IOException, MalformedException {
    if (Files.size(file) > FILE_MAX_BYTES) {
      throw new MalformedException("it is too long");
    }
    var bytes = Files.readAllBytes(file);
    var summed = Math.max(0, bytes.length - Integer.BYTES);
    var checksum = new ByteReader(bytes, summed, bytes.length - summed).getInt();
    if (checksum != Place.checksum(bytes, 0, summed)) {
      throw new MalformedException("its checksum is wrong");
    }
    var in = new ByteReader(bytes, 0, summed);
    if (in.getLong() != MAGIC) {
      throw new MalformedException("it does not begin like a record of the peers' disks");
    }
    var version = in.getByte();
    Format.checkKnown(version);
    for (var left = in.getCount(ENTRY_BYTES); left > 0; left--) {
      var peer = new NodeId(in.getInt());
      var storage = new UUID(in.getLong(), in.getLong());
      var highest = in.getLong();
      var process = version < PROCESS_SINCE ? null : new Process(in.getLong(), in.getByte() != 0);
      seen.put(peer, new Seen(storage, highest, process));
    }
  }

  /// Forgets the disks of former members: an id is never used again.
  public void keepOnly(Memberships memberships) {
    members = memberships.addressesFrom(memberships.rulings().firstKey()).keySet();
    highestId = memberships.highestId();
    seen.keySet().removeIf(this::isGone);
  }

  private boolean isGone(NodeId peer) {
    return peer.compareTo(highestId) <= 0 && !members.contains(peer);
  }

  /// Why a peer must not be listened to: it has another disk than before, or an older copy of it. A
  /// disk seen for the first time is recorded before this returns.
  ///
  /// @param storage the name of the disk that the peer says it has
  /// @param incarnation differs at every start of the peer
  /// @param forcedThrough up to which sequence the peer says that its log is durable
  /// @return a sentence; null if there is no objection
  /// @throws UncheckedIOException when the disk cannot be recorded
  public @Nullable String objection(
      NodeId peer, UUID storage, long incarnation, long forcedThrough) {
    var known = seen.get(peer);
    if (known == null) {
      return firstSight(peer, storage, incarnation, forcedThrough);
    }
    known.heardAt = nanoTime.getAsLong();
    var objection = known.objection(peer, storage, incarnation, forcedThrough);
    if (nanoTime.getAsLong() - savedAt >= SAVED_EVERY_NANOS && saving.tryLock()) {
      try {
        save(seen);
      } catch (IOException _) {
        savedAt = nanoTime.getAsLong();
      } finally {
        saving.unlock();
      }
    }
    return objection;
  }

  /// Whether the peer's disk was known here before its present process was first heard.
  public boolean knewBefore(NodeId peer) {
    var known = seen.get(peer);
    return known != null && known.wasKnown();
  }

  private @Nullable String firstSight(
      NodeId peer, UUID storage, long incarnation, long forcedThrough) {
    saving.lock();
    try {
      if (seen.containsKey(peer)) {
        return objection(peer, storage, incarnation, forcedThrough);
      }
      if (isGone(peer)) {
        return null;
      }
      var sight = new Seen(storage, forcedThrough, new Process(incarnation, false));
      sight.heardAt = nanoTime.getAsLong();
      makeRoom(peer);
      var all = new HashMap<>(seen);
      all.put(peer, sight);
      save(all);
      seen.put(peer, sight);
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "the disk of replica " + peer + " cannot be recorded", failure);
    } finally {
      saving.unlock();
    }
  }

  private void makeRoom(NodeId peer) {
    var guests = seen.keySet().stream().filter(id -> !members.contains(id)).toList();
    if (!members.contains(peer) && guests.size() >= GUESTS_MAX) {
      guests.stream()
          .min(Comparator.comparingLong(guest -> Objects.requireNonNull(seen.get(guest)).heardAt))
          .ifPresent(seen::remove);
    }
  }

  private void save(Map<NodeId, Seen> saved) throws IOException {
    var out = new ByteWriter();
    out.putLong(MAGIC);
    out.putByte(Format.VERSION);
    out.putInt(saved.size());
    saved.forEach(
        (peer, sight) -> {
          out.putInt(peer.value());
          out.putLong(sight.storage.getMostSignificantBits());
          out.putLong(sight.storage.getLeastSignificantBits());
          out.putLong(sight.highest());
          var process = sight.process();
          out.putLong(process == null ? NO_PROCESS : process.incarnation);
          out.putByte((byte) (process == null || process.wasKnown ? 1 : 0));
        });
    out.putInt(Place.checksum(out.array(), 0, out.length()));
    disk.replace(file, out.toByteArray());
    savedAt = nanoTime.getAsLong();
  }

  /// A peer's process, and whether its disk was known when it was first heard.
  private record Process(long incarnation, boolean wasKnown) {}

  /// One peer's disk. What one process says about it may arrive out of order, but the disk that the
  /// next process finds must hold everything that was said before.
  private static final class Seen {
    final UUID storage;
    volatile long heardAt;
    private long highest;
    private @Nullable Process process;

    /// The incarnation of the process before that one.
    private long earlier = NO_PROCESS;

    Seen(UUID storage, long highest, @Nullable Process process) {
      this.storage = storage;
      this.highest = highest;
      this.process = process;
    }

    synchronized @Nullable Process process() {
      return process;
    }

    synchronized boolean wasKnown() {
      return process != null && process.wasKnown;
    }

    synchronized long highest() {
      return highest;
    }

    synchronized @Nullable String objection(
        NodeId peer, UUID claimed, long incarnation, long forcedThrough) {
      if (!claimed.equals(storage)) {
        return "replica %s has another disk than before (%s, not %s): what it promised is lost"
            .formatted(peer, claimed, storage);
      }
      if (process == null || process.incarnation != incarnation) {
        if (forcedThrough < highest) {
          var fault =
              earlier == incarnation
                  ? "is heard late from a process that has ended, or runs twice"
                  : "has an older copy of its disk";
          return "replica %s %s: its log ends at %d, but had reached %d"
              .formatted(peer, fault, forcedThrough, highest);
        }
        earlier = process == null ? NO_PROCESS : process.incarnation;
        process = new Process(incarnation, true);
      }
      highest = Math.max(highest, forcedThrough);
      return null;
    }
  }
}
