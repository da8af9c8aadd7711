package dev.parterre.reservation.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the quick commands against a fake cluster, so that the JVM can record an AOT cache with
/// which they start faster: the script calls it once after each build.
@Command(name = "rehearse", description = "Runs the quick commands once.", hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final List<String> COMMANDS =
      List.of("status", "status --json", "logs 1", "pause 1", "resume 1", "kill 1");

  private static final String VIEW =
      """
      {"clusterId": "rehearsal", "self": "1", "leader": "1", "ballot": {"round": 1, "node": "1"},
       "decided": 1, "applied": 1, "index": 1, "stateHash": "", "snapshot": 0, "held": null,
       "state": "running", "voting": true, "members": [{"id": "1", "applied": 1}]}
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws Failure {
    try {
      var replica =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
      replica.createContext("/", RehearseCommand::answer);
      replica.start();
      try {
        rehearse(replica.getAddress().getPort());
      } finally {
        replica.stop(0);
      }
      return 0;
    } catch (IOException e) {
      throw new Failure("cannot rehearse: " + e.getMessage());
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var body = VIEW.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void rehearse(int port) throws IOException, Failure {
    var directory = new DataDirectory(Files.createTempDirectory("parterre-rehearsal-"));
    var process = new ProcessBuilder("sleep", "60").start();
    var cluster =
        ClusterFile.create("rehearsal", Instant.now(), 1, port)
            .withProcess(1, Identity.of(process.pid()).orElseThrow(), 0);
    try {
      cluster.save(directory.clusterFile());
      directory.createReplica(1);
      Files.writeString(directory.log(1), "All is well.\n");
      for (var command : COMMANDS) {
        perform(command + " --data " + directory.root());
      }
    } finally {
      process.destroyForcibly();
      directory.wipe(cluster);
    }
  }

  private void perform(String command) throws Failure {
    var line = spec.commandLine();
    if (Main.run(line.getOut(), line.getErr(), command.split(" ", -1)) != 0) {
      throw new Failure("cannot rehearse " + command);
    }
  }
}
