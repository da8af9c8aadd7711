package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Processes that keep the processors busy until they are closed.
final class Busy implements AutoCloseable {

  private static final int FOLD = 5;

  /// Each ends by itself after 20 s of processor time. Like a replica, each has a session of its
  /// own if the system can make one, since some kernels divide the processors among sessions.
  private static final String LINE =
      "ulimit -t 20; loop='while :; do :; done';"
          + " command -v setsid >/dev/null 2>&1 && exec setsid sh -c \"$loop\"; eval \"$loop\"";

  private final List<Process> processes = new ArrayList<>();

  private Busy() {}

  /// Five processes for each processor, in addition to the replicas.
  static Busy fivefold() {
    var busy = new Busy();
    try {
      for (var i = 0; i < FOLD * Runtime.getRuntime().availableProcessors(); i++) {
        busy.processes.add(new ProcessBuilder("/bin/sh", "-c", LINE).start());
      }
      return busy;
    } catch (IOException e) {
      busy.close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
