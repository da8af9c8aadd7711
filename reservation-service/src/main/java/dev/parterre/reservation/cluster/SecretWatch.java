package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Notices, while this replica starts, that so many peers refuse its secret that no quorum can be
/// had with the others: then the secret is wrong, and waiting will not help.
final class SecretWatch implements NodeObserver {

  private final int members;
  private final Consumer<String> end;
  private final Set<NodeId> refusing = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /// @param end takes the sentence to end with; called once at most
  SecretWatch(int members, Consumer<String> end) {
    this.members = members;
    this.end = end;
  }

  @Override
  public void leaderChanged(@Nullable NodeId leader, Ballot ballot, String why) {
    over |= leader != null;
  }

  @Override
  public void streamOpened(NodeId peer) {
    if (!over) {
      refusing.remove(peer);
    }
  }

  @Override
  public synchronized void refusedBy(NodeId peer) {
    refusing.add(peer);
    int majority = members / 2 + 1;
    if (!over && members - refusing.size() < majority) {
      over = true;
      end.accept("parterre.peer.secret is not that of the replicas " + refusing + ".");
    }
  }
}
