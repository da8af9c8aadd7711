package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/// What a replica has logged since its last start.
///
/// @param from the length of the file before that start
record ReplicaLog(Path file, long from) {

  /// Why a replica ended is said at the end of its log.
  private static final int BYTES_MAX = 1 << 18;

  /// The sentence in which a replica that ended says why.
  String lastWords() {
    try {
      return LastWords.in(end());
    } catch (IOException e) {
      return "see " + file;
    }
  }

  /// How it ended, if its node stopped for good.
  Optional<StoppedForGood> stopped() {
    try {
      return StoppedForGood.in(end());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String end() throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      var start = Math.max(Math.min(from, open.length()), open.length() - BYTES_MAX);
      var bytes = new byte[Math.toIntExact(open.length() - start)];
      open.seek(start);
      open.readFully(bytes);
      return new String(bytes, UTF_8);
    }
  }
}
