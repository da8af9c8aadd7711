package dev.parterre.paxos;

import dev.parterre.paxos.http.DiskVerdict;
import dev.parterre.paxos.http.WireListener;
import dev.parterre.paxos.members.NodeId;

/// Tells a node's observer how its connections to the peers fare, and the node what they think of
/// its disk.
record NodeListener(NodeObserver observer, Opinions opinions, Runnable wake)
    implements WireListener {

  @Override
  public void opened(NodeId peer) {
    observer.streamOpened(peer);
  }

  @Override
  public void broken(NodeId peer) {
    observer.streamBroken(peer);
  }

  @Override
  public void sent(NodeId peer, int frames, long bytes) {
    observer.sent(peer, frames, bytes);
  }

  @Override
  public void received(NodeId peer, int frames, long bytes) {
    observer.received(peer, frames, bytes);
  }

  @Override
  public void dropped(NodeId peer, String kind) {
    observer.dropped(peer, kind);
  }

  @Override
  public void refusedBy(NodeId peer) {
    observer.refusedBy(peer);
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    observer.strangerRefused(claimed);
  }

  @Override
  public void forged(NodeId claimed, String clause) {
    observer.forged(claimed, clause);
  }

  @Override
  public void judgedBy(NodeId peer, DiskVerdict verdict, String clause) {
    opinions.heard(peer, verdict, clause);
    if (verdict == DiskVerdict.OTHER) {
      observer.objectedTo(peer, clause);
      wake.run();
    }
  }

  @Override
  public void otherFounders(NodeId peer, String clause) {
    observer.otherFounders(peer, clause);
  }

  @Override
  public void otherDisk(NodeId peer, String clause) {
    observer.otherDisk(peer, clause);
  }
}
