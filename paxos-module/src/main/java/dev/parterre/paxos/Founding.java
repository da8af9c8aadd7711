package dev.parterre.paxos;

import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Proposal.Administer;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.PaxosLog;
import dev.parterre.paxos.log.RefusedException;
import dev.parterre.paxos.log.SegmentedLog;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Founds a new cluster on the state of an old one: from a [Backup], or from one stopped replica's
/// data directory, even when the majority is lost for good. Every founder gets a data directory
/// that holds the same snapshot. No replica of the old cluster can take part in the new one: the
/// cluster has another id, and so have its disks.
///
/// The id shows that the cluster was restored, and from what. So a founder without such a directory
/// does not begin with an empty state, and founders from different backups never join each other.
public final class Founding {

  /// The new cluster's indexes begin at the next multiple of this. Whatever the old one
  /// acknowledged after the backup has a lower index, so that nothing new can be mistaken for it.
  static final long INDEX_STEP = 1_000_000_000_000L;

  private static final int CLUSTER_ID_MAX = 64;
  private static final int MARK_DIGITS = 8;
  private static final String INFIX = ".restored-";
  private static final Pattern RESTORED =
      Pattern.compile("(.*)\\" + INFIX + "([0-9a-f]{8})[0-9a-f]{8}");

  private static final int READ_BYTES = 1 << 20;

  private final ReplicatedState<?> state;
  private final Source source;
  private final Memberships founders;
  private final String mark;

  private Founding(ReplicatedState<?> state, Source source, Memberships founders) {
    this.state = state;
    this.source = source;
    this.founders = founders;
    mark = mark(source, state.digest(), founders);
    state.countFrom(nextIndex());
  }

  /// What the new cluster begins with.
  ///
  /// @param clusterId of the old cluster
  /// @param node whose state it is
  /// @param slot the last slot in it
  /// @param index of the last command in it
  /// @param timeMillis the replicated time
  /// @param undecided slots at the end that the replica had accepted, but did not know to be
  ///   decided
  public record Source(
      String clusterId, NodeId node, Slot slot, long index, long timeMillis, int undecided) {}

  /// @param machine an empty one
  /// @param founders at which addresses their peer ports will be reached
  /// @throws IOException when the file is not a complete backup, with one sentence
  public static Founding ofBackup(Path file, StateMachine machine, Map<NodeId, URI> founders)
      throws IOException {
    var state = new ReplicatedState<>(machine, NodeObserver.NONE);
    var head = BackupFile.restore(file, state);
    var source =
        new Source(head.clusterId(), head.node(), head.slot(), head.index(), head.timeMillis(), 0);
    return new Founding(state, source, memberships(founders));
  }

  /// Takes one replica's snapshot, what its log knows to be decided, and what it had accepted in
  /// the slots after that. No other replica is left to be asked, so this one counts as a quorum:
  /// what it accepted may have been decided and acknowledged by the others. A leader elected by its
  /// promise would adopt it as well, with no-ops in the gaps. A command that was never decided may
  /// thus take effect late, as its caller was told it might.
  ///
  /// @param directory only read, except for its lock
  /// @param scratch where a copy is made; must not exist before, and is deleted afterwards
  /// @throws RefusedException when a replica is running on it, or it is damaged, with one sentence
  public static Founding ofDirectory(
      Path directory, Path scratch, StateMachine machine, Map<NodeId, URI> founders)
      throws IOException {
    var state = new ReplicatedState<>(machine, NodeObserver.NONE);
    try {
      var copy = DataDirectory.openCopy(directory, scratch);
      try (var log = SegmentedLog.open(copy, NodeConfiguration.Limits.DEFAULTS.segmentBytes())) {
        var source = replay(copy, log, state);
        return new Founding(state, source, memberships(founders));
      }
    } catch (RefusedException refused) {
      var sentence = String.valueOf(refused.getMessage());
      throw new IOException(sentence.replace(scratch.toString(), directory.toString()), refused);
    } finally {
      delete(scratch);
    }
  }

  private static Source replay(DataDirectory directory, PaxosLog log, ReplicatedState<?> state)
      throws IOException {
    var recovered = log.recovered();
    var slot = Slot.NONE;
    if (log.snapshots().last() != null) {
      var found = Archive.read(log.snapshots(), state);
      found.content().state().takePlace();
      slot = found.slot();
    }
    var decisions = new ArrayList<Decision>();
    while (recovered.decided().isAfter(slot)) {
      decisions.addAll(log.read(slot.next(), READ_BYTES));
      slot = decisions.getLast().slot();
    }
    for (var accepted : recovered.accepted()) {
      decisions.add(new Decision(accepted.slot(), accepted.proposal()));
      slot = accepted.slot();
    }
    apply(decisions, state);
    return new Source(
        directory.clusterId(),
        directory.node(),
        slot,
        state.index(),
        state.stampMillis(),
        recovered.accepted().size());
  }

  /// Slots that a later decision passes over are passed over here, too.
  private static void apply(List<Decision> decisions, ReplicatedState<?> state) throws IOException {
    var passedOver = new HashSet<Slot>();
    for (var decision : decisions) {
      if (decision.proposal() instanceof Administer(Directive.PassOver(var slot))) {
        passedOver.add(slot);
      }
    }
    for (var decision : decisions) {
      try {
        if (passedOver.contains(decision.slot())) {
          state.passOver(decision, (_, _) -> {});
        } else {
          state.apply(decision, (_, _) -> {});
        }
      } catch (ReplicatedState.Halt failure) {
        throw new IOException(
            "the decision of slot " + decision.slot() + " cannot be applied", failure);
      }
    }
  }

  private static Memberships memberships(Map<NodeId, URI> founders) {
    var addresses = new HashMap<NodeId, String>();
    founders.forEach((id, address) -> addresses.put(id, address.toString()));
    return Memberships.foundedBy(Membership.of(addresses));
  }

  public Source source() {
    return source;
  }

  public boolean hasFounder(NodeId node) {
    return founders.latest().contains(node);
  }

  /// The index from which the new cluster goes on.
  public long nextIndex() {
    return (source.index() / INDEX_STEP + 1) * INDEX_STEP;
  }

  /// A cluster id that was never used before.
  public String newClusterId() {
    var before = RESTORED.matcher(source.clusterId());
    var name = before.matches() ? before.group(1) : source.clusterId();
    var rest = INFIX + mark + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    return name.substring(0, Math.min(name.length(), CLUSTER_ID_MAX - rest.length())) + rest;
  }

  /// Whether the id is one that [#newClusterId] made for this very state and these founders.
  public boolean isFoundingOf(String clusterId) {
    var restored = RESTORED.matcher(clusterId);
    return restored.matches() && restored.group(2).equals(mark);
  }

  private static String mark(Source source, long digest, Memberships founders) {
    var head =
        new Backup.Head(
            source.clusterId(),
            source.node(),
            source.slot(),
            source.index(),
            digest,
            source.timeMillis(),
            founders);
    var bytes = Backup.sha256().digest(head.toBytes());
    return HexFormat.of().formatHex(bytes).substring(0, MARK_DIGITS);
  }

  /// Makes the data directory of one founder, completely or not at all.
  ///
  /// @param clusterId made by [#newClusterId], the same for every founder
  /// @param directory must not exist yet, or be empty
  public void writeTo(Path directory, String clusterId, NodeId founder) throws IOException {
    if (!isFoundingOf(clusterId)) {
      throw new IOException(
          "the cluster %s was not founded on this state with these founders".formatted(clusterId));
    }
    if (!hasFounder(founder)) {
      throw new IOException("replica " + founder + " is not one of the founders");
    }
    requireEmpty(directory);
    var unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
    delete(unfinished);
    var opened = DataDirectory.open(unfinished, clusterId, founder);
    try (var log = SegmentedLog.open(opened, NodeConfiguration.Limits.DEFAULTS.segmentBytes())) {
      var slot = source.slot().next();
      log.snapshots().write(slot, SnapshotContent.of(founders, state.capture()));
      log.installed(slot);
    }
    DataDirectory.move(unfinished, directory);
  }

  /// @throws IOException when the directory holds anything, with one sentence
  public static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new IOException("the directory " + directory + " holds data, and is left as it is");
      }
    }
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var tree = Files.walk(root)) {
        for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /// A founder of a restored cluster has to start on the directory that was made for it. On an
  /// empty one it would found an empty cluster.
  static void requireFoundation(NodeConfiguration configuration) throws IOException {
    var directory = configuration.dataDirectory();
    if (RESTORED.matcher(configuration.clusterId()).matches()
        && configuration.founders().areKnown()
        && !DataDirectory.isOneOfAReplica(directory)) {
      throw new IOException(
          ("the cluster %s was founded by a restore, so %s must be the data directory that it made"
                  + " for replica %s, and not an empty one")
              .formatted(configuration.clusterId(), directory, configuration.self()));
    }
  }
}
