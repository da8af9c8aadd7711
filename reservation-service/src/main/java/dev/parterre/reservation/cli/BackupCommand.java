package dev.parterre.reservation.cli;

import dev.parterre.paxos.Backup;
import dev.parterre.paxos.BackupFile;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "backup",
    description = {
      "Writes the whole state of the running cluster into a file, and reads it back.",
      "The file has every command that was acknowledged before; restore founds a cluster from it."
    })
final class BackupCommand implements Callable<Integer> {

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int PROBLEM_BYTES_MAX = 1 << 14;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", description = "The backup; an existing file is not replaced.")
  private Path file = Path.of("");

  @Option(names = "--verify", description = "Only check an existing backup.")
  private boolean verify;

  @Override
  public Integer call() throws Failure {
    if (verify) {
      say("%s is whole", file, verified(file));
      return 0;
    }
    if (Files.exists(file)) {
      throw new Failure(file + " exists already and is not replaced");
    }
    var directory = data.directory();
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      fetch(directory, unfinished);
      var head = verified(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      say("Wrote %s", file, head);
    } catch (IOException e) {
      throw new Failure(file + " cannot be written: " + e.getMessage());
    } finally {
      delete(unfinished);
    }
    return 0;
  }

  private static void delete(Path unfinished) throws Failure {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new Failure(unfinished + " cannot be removed: " + e.getMessage());
    }
  }

  /// Asks one replica after another until one sends the whole backup.
  private static void fetch(DataDirectory directory, Path into) throws Failure, IOException {
    var cluster = directory.cluster();
    var token = new Opening(directory).knownToken();
    var why = "";
    for (var replica : cluster.replicas()) {
      try {
        var refusal = fetch(URI.create(replica.url()), token, into);
        if (refusal.isEmpty()) {
          return;
        }
        why = refusal;
      } catch (IOException e) {
        why = replica.url() + ": " + e.getMessage();
      }
    }
    throw new Failure("no replica sent a backup: " + why);
  }

  /// @return why there is no backup; empty if there is one
  private static String fetch(URI base, String token, Path into) throws IOException {
    var url = base.resolve(Replica.API + "/cluster/backup").toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) ANSWER.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setRequestProperty("Authorization", "Bearer " + token);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return base + " answered " + connection.getResponseCode() + problem(connection);
      }
      try (var in = connection.getInputStream()) {
        DataDirectory.writePrivately(into, "");
        try (var out = Files.newOutputStream(into, StandardOpenOption.SYNC)) {
          in.transferTo(out);
        }
      }
      return "";
    } finally {
      connection.disconnect();
    }
  }

  private static String problem(HttpURLConnection connection) throws IOException {
    try (var in = connection.getErrorStream()) {
      if (in == null) {
        return "";
      }
      var body = JsonMapper.shared().readTree(in.readNBytes(PROBLEM_BYTES_MAX));
      return ": " + body.path("detail").asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  private static Backup.Head verified(Path file) throws Failure {
    try {
      return BackupFile.verify(file, EmptyState.ofThisProgram());
    } catch (IOException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  private void say(String what, Path file, Backup.Head head) {
    var members =
        head.memberships().latest().ids().stream()
            .sorted()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    var out = spec.commandLine().getOut();
    out.printf(what + ": it was read back, and its state has the expected digest.%n", file);
    out.printf("  index            %d%n", head.index());
    out.printf("  cluster          %s, replicas %s%n", head.clusterId(), members);
    out.printf("  slot             %s%n", head.slot());
    out.printf("  replicated time  %s%n", Instant.ofEpochMilli(head.timeMillis()));
    out.printf("  stateHash        %s%n", HexFormat.of().toHexDigits(head.digest()));
    out.flush();
  }
}
