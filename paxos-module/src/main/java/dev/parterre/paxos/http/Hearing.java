package dev.parterre.paxos.http;

/// Whether what a peer says comes in now: as long as it does not, one thread tries and the others
/// wait.
final class Hearing {

  private boolean heard;

  synchronized void set(boolean heard) {
    this.heard = heard;
    notifyAll();
  }

  synchronized void await() throws InterruptedException {
    while (!heard) {
      wait();
    }
  }
}
