package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells several observers.
record NodeObservers(List<NodeObserver> observers) implements NodeObserver {

  @Override
  public void leaderChanged(@Nullable NodeId leader, Ballot ballot, String why) {
    observers.forEach(observer -> observer.leaderChanged(leader, ballot, why));
  }

  @Override
  public void electionStarted(Ballot ballot) {
    observers.forEach(observer -> observer.electionStarted(ballot));
  }

  @Override
  public void forced(long nanos, int records) {
    observers.forEach(observer -> observer.forced(nanos, records));
  }

  @Override
  public void applied(int commands) {
    observers.forEach(observer -> observer.applied(commands));
  }

  @Override
  public void exchanged(NodeId peer, long nanos, boolean succeeded) {
    observers.forEach(observer -> observer.exchanged(peer, nanos, succeeded));
  }

  @Override
  public void refusedBy(NodeId peer) {
    observers.forEach(observer -> observer.refusedBy(peer));
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    observers.forEach(observer -> observer.strangerRefused(claimed));
  }

  @Override
  public void failed(Throwable cause) {
    observers.forEach(observer -> observer.failed(cause));
  }
}
