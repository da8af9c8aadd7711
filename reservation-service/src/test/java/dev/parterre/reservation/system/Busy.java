package dev.parterre.reservation.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Processes that do nothing as fast as they can, until closed.
final class Busy implements AutoCloseable {

  private static final int FOLD = 5;

  /// Each ends by itself after so much time of a processor. Each is a session of its own where the
  /// system can make one, as replicas are: some kernels share processors among sessions.
  private static final String LINE =
      "ulimit -t 20; loop='while :; do :; done';"
          + " command -v setsid >/dev/null 2>&1 && exec setsid sh -c \"$loop\"; eval \"$loop\"";

  private final List<Process> processes = new ArrayList<>();

  private Busy() {}

  /// Five times what this machine's processors can do, beside what the replicas do.
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
