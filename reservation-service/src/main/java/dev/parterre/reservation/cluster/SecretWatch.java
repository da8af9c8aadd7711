package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ends this replica, while it starts, if so many peers refuse its secret that the others are not a
/// quorum: then the secret is wrong, and waiting does not help.
final class SecretWatch implements NodeObserver {

  private final int members;
  private final Consumer<String> end;
  private final Set<NodeId> refusing = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /// @param end takes the sentence that says why; called at most once
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
      end.accept("parterre.peer.secret differs from that of the replicas " + refusing + ".");
    }
  }
}
