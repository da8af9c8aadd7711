package dev.parterre.paxos;

import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What a node is started with.
///
/// @param clusterId the same on every replica; a data directory of another cluster is refused
/// @param self this replica's id
/// @param members the address of each founder's peer port, this one's included. The founders are
///   the members until a change is decided. A replica that is not among them learns from them, and
///   becomes a member once it is added. Read at the first start only, except to find the others
/// @param quorums how many of the founders make a quorum
/// @param bind where this replica's own peer port listens
/// @param secret known to all replicas; a stranger's exchange is answered 401
/// @param dataDirectory used by this replica alone; created if it is missing
public record NodeConfiguration(
    String clusterId,
    NodeId self,
    Map<NodeId, URI> members,
    Quorums quorums,
    InetSocketAddress bind,
    String secret,
    Path dataDirectory,
    Limits limits,
    Timing timing) {

  public NodeConfiguration {
    members = Map.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a cluster has members");
    }
  }

  /// A founder with the default limits, which listens at the address by which the others reach it.
  ///
  /// @throws IllegalArgumentException when `self` is not one of the members
  public static NodeConfiguration of(
      String clusterId, NodeId self, Map<NodeId, URI> members, String secret, Path dataDirectory) {
    var own = members.get(self);
    if (own == null) {
      throw new IllegalArgumentException("replica " + self + " is not one of the members");
    }
    return new NodeConfiguration(
        clusterId,
        self,
        members,
        Quorums.MAJORITIES,
        new InetSocketAddress(own.getHost(), own.getPort()),
        secret,
        dataDirectory,
        Limits.DEFAULTS,
        Timing.DEFAULTS);
  }

  /// The members with which this replica founds a cluster; unknown if it is to join them.
  ///
  /// @throws IllegalArgumentException when the quorums of the two phases need not intersect
  Memberships founders() {
    if (!members.containsKey(self)) {
      return Memberships.UNKNOWN;
    }
    var addresses = new HashMap<NodeId, String>();
    members.forEach((id, address) -> addresses.put(id, address.toString()));
    return Memberships.foundedBy(quorums.of(addresses));
  }

  /// How many members make a quorum in each phase of Paxos. With more than a majority in one phase,
  /// fewer are enough in the other (*Flexible Paxos*).
  public sealed interface Quorums {
    Quorums MAJORITIES = new Majorities();

    Membership of(Map<NodeId, String> addresses);

    record Majorities() implements Quorums {
      @Override
      public Membership of(Map<NodeId, String> addresses) {
        return Membership.of(addresses);
      }
    }

    /// @param electing how many members elect a leader
    /// @param accepting on how many members' disks a command is durable; together with `electing`
    ///   more than all
    record Sizes(int electing, int accepting) implements Quorums {
      @Override
      public Membership of(Map<NodeId, String> addresses) {
        return Membership.of(addresses, electing, accepting);
      }
    }
  }

  /// @param windowSlots how many slots a leader keeps open at once
  /// @param batchCommands the most commands in one slot
  /// @param batchBytes the most bytes of commands in one slot; a larger command has a slot to
  ///   itself
  /// @param commandBytes a larger command is refused
  /// @param waitingCommands how many callers may wait at once; a further one is refused
  /// @param outcomes and `outcomeMillis`: see [Rules]; read when a cluster is founded, and from
  ///   then on a part of the replicated state
  /// @param segmentBytes size of a log segment
  /// @param snapshotSlots after how many slots, at the latest, the next snapshot is due; at the
  ///   earliest after half as many
  /// @param snapshotBytes after how many bytes of commands, likewise
  /// @param tailSlots how many of the last slots stay in the log for peers that are behind
  public record Limits(
      int windowSlots,
      int batchCommands,
      int batchBytes,
      int commandBytes,
      int waitingCommands,
      int outcomes,
      long outcomeMillis,
      int segmentBytes,
      int snapshotSlots,
      long snapshotBytes,
      int tailSlots) {

    /// The rules with which a cluster is founded.
    public Rules rules() {
      return new Rules(outcomes, outcomeMillis, Rules.FIRST.restartGapMillis());
    }

    public static final Limits DEFAULTS = builder().build();

    /// Begins with the defaults.
    public static Builder builder() {
      return new Builder();
    }

    public static final class Builder {
      private int windowSlots = 8;
      private int batchCommands = 1024;
      private int batchBytes = 1 << 20;
      private int commandBytes = 16 << 20;
      private int waitingCommands = 4096;
      private int outcomes = 500_000;
      private long outcomeMillis = Duration.ofHours(24).toMillis();
      private int segmentBytes = 64 << 20;
      private int snapshotSlots = 100_000;
      private long snapshotBytes = 128 << 20;
      private int tailSlots = 10_000;

      private Builder() {}

      public Builder windowSlots(int windowSlots) {
        this.windowSlots = windowSlots;
        return this;
      }

      public Builder batchCommands(int batchCommands) {
        this.batchCommands = batchCommands;
        return this;
      }

      public Builder batchBytes(int batchBytes) {
        this.batchBytes = batchBytes;
        return this;
      }

      public Builder commandBytes(int commandBytes) {
        this.commandBytes = commandBytes;
        return this;
      }

      public Builder waitingCommands(int waitingCommands) {
        this.waitingCommands = waitingCommands;
        return this;
      }

      public Builder outcomes(int outcomes) {
        this.outcomes = outcomes;
        return this;
      }

      public Builder outcomeMillis(long outcomeMillis) {
        this.outcomeMillis = outcomeMillis;
        return this;
      }

      public Builder segmentBytes(int segmentBytes) {
        this.segmentBytes = segmentBytes;
        return this;
      }

      public Builder snapshotSlots(int snapshotSlots) {
        this.snapshotSlots = snapshotSlots;
        return this;
      }

      public Builder snapshotBytes(long snapshotBytes) {
        this.snapshotBytes = snapshotBytes;
        return this;
      }

      public Builder tailSlots(int tailSlots) {
        this.tailSlots = tailSlots;
        return this;
      }

      public Limits build() {
        return new Limits(
            windowSlots,
            batchCommands,
            batchBytes,
            commandBytes,
            waitingCommands,
            outcomes,
            outcomeMillis,
            segmentBytes,
            snapshotSlots,
            snapshotBytes,
            tailSlots);
      }
    }
  }

  /// @param heartbeatMillis between two heartbeats of an idle leader
  /// @param silenceMillis a leader that was not heard for this long (and up to half as long again)
  ///   is missed
  /// @param resendMillis an unanswered message is resent after this long
  /// @param deadlineMillis a caller is answered after this long, whatever happened
  public record Timing(
      int heartbeatMillis, int silenceMillis, int resendMillis, int deadlineMillis) {
    public static final Timing DEFAULTS = new Timing(100, 800, 250, 5000);
  }
}
