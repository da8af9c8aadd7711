package dev.parterre.paxos.simulation;

import java.util.ArrayList;
import java.util.List;

/// The time, and the order of everything, in one run. One thread.
final class World {

  /// Does one thing after another, each at a time that it chooses itself.
  interface Actor {

    /// When it wants to act next; this may change.
    long dueMicros();

    void act();
  }

  private final Agenda agenda = new Agenda();
  private final List<Actor> actors = new ArrayList<>();
  private long micros;
  private long fingerprint;

  void add(Actor actor) {
    actors.add(actor);
  }

  long micros() {
    return micros;
  }

  long millis() {
    return micros / 1000;
  }

  void after(long delayMicros, Runnable what) {
    agenda.add(micros + Math.max(0, delayMicros), what);
  }

  /// Carries out everything that is due up to `untilMillis`.
  void runUntil(long untilMillis) {
    var until = untilMillis * 1000;
    while (true) {
      var planned = agenda.dueMicros();
      var due = Math.min(planned, until + 1);
      Actor next = null;
      for (var actor : actors) {
        if (actor.dueMicros() < due) {
          due = actor.dueMicros();
          next = actor;
        }
      }
      if (due > until) {
        micros = Math.max(micros, until);
        return;
      }
      micros = Math.max(micros, due);
      if (next == null) {
        agenda.remove().run();
      } else {
        next.act();
      }
    }
  }

  /// Notes that something happened: two runs are the same if they noted the same things.
  void note(long what) {
    fingerprint = (fingerprint ^ what ^ micros) * 0x9E3779B97F4A7C15L;
    fingerprint ^= fingerprint >>> 29;
  }

  long fingerprint() {
    return fingerprint;
  }
}
