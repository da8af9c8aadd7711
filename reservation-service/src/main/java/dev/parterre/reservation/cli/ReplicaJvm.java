package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a replica's process is started: with the Java and the classes that run this command.
final class ReplicaJvm {

  /// How many malloc arenas the C library may use: each has its own memory, and by default there is
  /// one for every few threads.
  static final String MALLOC_ARENAS = "2";

  private static final String APPLICATION = "dev.parterre.reservation.ReservationApplication";

  /// The one place for the JVM's options: `java @parterre.args` reads it in the image and
  /// elsewhere.
  private static final String ARGUMENTS = "/parterre.args";

  private ReplicaJvm() {}

  /// @param shell a line of `sh` that executes its arguments as a command in its place
  static List<String> commandLine(String shell, Path configuration) throws Failure {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", shell, "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(arguments());
    line.add("-Xshare:auto");
    line.add("-Dspring.config.additional-location=file:" + configuration);
    line.add("-cp");
    line.add(classPath());
    line.add(APPLICATION);
    return line;
  }

  /// The options, without the comments: each `#` and the rest of its line.
  static List<String> arguments() throws Failure {
    try (var in = ReplicaJvm.class.getResourceAsStream(ARGUMENTS)) {
      if (in == null) {
        throw new Failure("this build lacks " + ARGUMENTS);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new Failure(ARGUMENTS + " cannot be read: " + e.getMessage());
    }
  }

  /// With absolute paths, since the replica runs in another directory.
  private static String classPath() {
    var absolute = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }
}
