package dev.parterre.reservation.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Shows a replica's log.")
final class LogsCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "N", description = "The replica's number.")
  private int number;

  @Option(names = "-f", description = "Follow the log as it grows.")
  private boolean follow;

  @Override
  public Integer call() throws Failure {
    var directory = data.directory();
    var log = directory.log(directory.cluster().replica(number).id());
    if (!Files.exists(log)) {
      throw new Failure("replica " + number + " has logged nothing yet");
    }
    try {
      do {
        show(log);
      } while (follow);
    } catch (IOException e) {
      throw new Failure(log + " cannot be read: " + e.getMessage());
    }
    return 0;
  }

  /// Shows the log to its end; when following, until another file has replaced it.
  private void show(Path log) throws IOException, Failure {
    OutputStream out = System.out;
    try (var file = FileChannel.open(log)) {
      var key = key(log);
      var buffer = ByteBuffer.allocate(1 << 16);
      do {
        while (file.read(buffer.clear()) > 0) {
          Channels.newChannel(out).write(buffer.flip());
        }
        out.flush();
        if (System.out.checkError()) {
          return; // the reader is gone
        }
        if (follow) {
          Replicas.pause(Duration.ofMillis(200));
        }
      } while (follow && key.equals(key(log)));
    }
  }

  private static Object key(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    return Files.getAttribute(log, "unix:ino");
  }
}
