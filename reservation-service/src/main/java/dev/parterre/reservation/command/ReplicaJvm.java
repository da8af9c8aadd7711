package dev.parterre.reservation.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a replica's process is called: the Java and the classes that run this command.
final class ReplicaJvm {

  /// Of the C library: each holds memory of its own, and would make one for every few threads.
  static final String MALLOC_ARENAS = "2";

  private static final String APPLICATION = "dev.parterre.reservation.ReservationApplication";

  /// Small and steady: what is kept is the box office, what passes dies young.
  private static final List<String> FLAGS =
      List.of(
          "-Xms128m",
          "-Xmx256m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:MaxDirectMemorySize=64m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.awt.headless=true");

  private ReplicaJvm() {}

  /// @param shell a line of `sh` that becomes the process it is given
  static List<String> commandLine(String shell, Path configuration) {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", shell, "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(FLAGS);
    line.add("-Dspring.config.additional-location=file:" + configuration);
    line.add("-cp");
    line.add(classPath());
    line.add(APPLICATION);
    return line;
  }

  /// Absolute: the replica does not run where the command does.
  private static String classPath() {
    var absolute = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }
}
