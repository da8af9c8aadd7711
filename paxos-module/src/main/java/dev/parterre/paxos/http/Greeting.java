package dev.parterre.paxos.http;

import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request or response says of its sender before its body.
///
/// @param format in which the body is written
/// @param newest format that the sender can read
/// @param disk nothing from a replica of the first format, which does not know to say it
record Greeting(int format, int newest, @Nullable Claim disk) {

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}");
  private static final Pattern CLAIM =
      Pattern.compile("([0-9a-f-]{36}) (-?[0-9]{1,19}) ([0-9]{1,18})");

  /// @param incarnation of the sender's process
  /// @param forcedThrough the last log sequence that the sender knows to be durable
  record Claim(UUID storage, long incarnation, long forcedThrough) {

    @Override
    public String toString() {
      return storage + " " + incarnation + " " + forcedThrough;
    }
  }

  static Greeting of(Function<String, @Nullable String> header) throws MalformedException {
    var format = version(header.apply(Wire.FORMAT), Format.OLDEST);
    var newest = header.apply(Wire.NEWEST);
    var disk = header.apply(Wire.STORAGE);
    return newest == null && format == Format.OLDEST
        ? new Greeting(format, format, null)
        : new Greeting(format, version(newest, format), claim(disk));
  }

  private static int version(@Nullable String value, int otherwise) throws MalformedException {
    if (value == null) {
      return otherwise;
    }
    if (!VERSION.matcher(value).matches()) {
      throw new MalformedException("a format version that is not a number");
    }
    return Integer.parseInt(value);
  }

  private static Claim claim(@Nullable String value) throws MalformedException {
    var parts = CLAIM.matcher(value == null ? "" : value);
    if (!parts.matches()) {
      throw new MalformedException("the sender does not name its disk");
    }
    try {
      var storage = UUID.fromString(parts.group(1));
      return new Claim(storage, Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("a disk that cannot be: " + value);
    }
  }
}
