package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passes each call on to several observers.
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
  public void membersChanged(Memberships memberships) {
    observers.forEach(observer -> observer.membersChanged(memberships));
  }

  @Override
  public void heldUp(Notice.HeldUp heldUp) {
    observers.forEach(observer -> observer.heldUp(heldUp));
  }

  @Override
  public void timeWithheld(long millis) {
    observers.forEach(observer -> observer.timeWithheld(millis));
  }

  @Override
  public void captured(long nanos) {
    observers.forEach(observer -> observer.captured(nanos));
  }

  @Override
  public void snapshotKept(Slot slot, long bytes, boolean fetched) {
    observers.forEach(observer -> observer.snapshotKept(slot, bytes, fetched));
  }

  @Override
  public void snapshotFailed(IOException cause) {
    observers.forEach(observer -> observer.snapshotFailed(cause));
  }

  @Override
  public void ruled(Rules rules) {
    observers.forEach(observer -> observer.ruled(rules));
  }

  @Override
  public void leveled(int level) {
    observers.forEach(observer -> observer.leveled(level));
  }

  @Override
  public void commandFailed(long index, RuntimeException cause) {
    observers.forEach(observer -> observer.commandFailed(index, cause));
  }

  @Override
  public void held(Slot slot, Throwable cause) {
    observers.forEach(observer -> observer.held(slot, cause));
  }

  @Override
  public void released() {
    observers.forEach(NodeObserver::released);
  }

  @Override
  public void apart(NodeId peer, Slot slot) {
    observers.forEach(observer -> observer.apart(peer, slot));
  }

  @Override
  public void applied(int commands) {
    observers.forEach(observer -> observer.applied(commands));
  }

  @Override
  public void streamOpened(NodeId peer) {
    observers.forEach(observer -> observer.streamOpened(peer));
  }

  @Override
  public void streamBroken(NodeId peer) {
    observers.forEach(observer -> observer.streamBroken(peer));
  }

  @Override
  public void sent(NodeId peer, int frames, long bytes) {
    observers.forEach(observer -> observer.sent(peer, frames, bytes));
  }

  @Override
  public void received(NodeId peer, int frames, long bytes) {
    observers.forEach(observer -> observer.received(peer, frames, bytes));
  }

  @Override
  public void dropped(NodeId peer, String kind) {
    observers.forEach(observer -> observer.dropped(peer, kind));
  }

  @Override
  public void forged(NodeId claimed, String clause) {
    observers.forEach(observer -> observer.forged(claimed, clause));
  }

  @Override
  public void objectedTo(NodeId peer, String clause) {
    observers.forEach(observer -> observer.objectedTo(peer, clause));
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
  public void otherFounders(NodeId peer, String clause) {
    observers.forEach(observer -> observer.otherFounders(peer, clause));
  }

  @Override
  public void otherDisk(NodeId peer, String clause) {
    observers.forEach(observer -> observer.otherDisk(peer, clause));
  }

  @Override
  public void failed(Throwable cause) {
    observers.forEach(observer -> observer.failed(cause));
  }
}
