package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Replicas get another version of the program one after the other, while they are used. The older
/// version is today's that says, and keeps to it, that it reads the first format level only: what
/// differs between two versions on the wire and on the disk is what depends on the level, and all
/// of that stands behind it.
@Tag("slow")
class UpgradeTest {

  private static final int OLD = FormatLevel.FIRST;
  private static final int NEW = FormatLevel.SECOND;
  private static final int ALARM_EVERY = 7;
  private static final int BETWEEN_MILLIS = 300;

  @TempDir Path disks;

  private final int[] reads = {0, OLD, OLD, OLD};

  /// One command after the other, at whichever node takes it, each until it is done.
  private static final class Writer implements AutoCloseable {

    private final TestNodes nodes;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<String> done = new ArrayList<>();
    private final Thread thread;

    private Writer(TestNodes nodes) {
      this.nodes = nodes;
      thread = Thread.ofPlatform().name("writer").unstarted(this::write);
    }

    private static Writer start(TestNodes nodes) {
      var writer = new Writer(nodes);
      writer.thread.start();
      return writer;
    }

    private void write() {
      for (var id = 1; !stopped.get(); id++) {
        var text = id % ALARM_EVERY == 0 ? "alarm " + id : "command " + id;
        while (!isDone(id, text) && !stopped.get()) {
          TestNodes.pause(5);
        }
        if (!stopped.get()) {
          done.add(text);
        }
      }
    }

    private boolean isDone(int id, String text) {
      for (var node : nodes.all()) {
        try {
          var reply = node.submit(TestNodes.command(id, text)).get(10, TimeUnit.SECONDS);
          if (reply instanceof Reply.Applied) {
            return true;
          }
        } catch (ExecutionException | TimeoutException notNow) {
          return false;
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return false;
    }

    /// @return what is done
    private List<String> end() throws InterruptedException {
      stopped.set(true);
      thread.join();
      return done;
    }

    @Override
    public void close() {
      stopped.set(true);
    }
  }

  @Test
  @Timeout(120)
  void replicas_are_upgraded_one_by_one_and_back_under_load_and_the_level_rises_when_all_are()
      throws Exception {
    try (var nodes = new TestNodes(disks)) {
      nodes.machines = id -> new CounterMachine(reads[id]);
      nodes.found(3);
      try (var writer = Writer.start(nodes)) {
        TestNodes.pause(BETWEEN_MILLIS);
        restart(nodes, 1, NEW);
        restart(nodes, 2, NEW);
        restart(nodes, 1, OLD);
        restart(nodes, 1, NEW);
        assertThat(levels(nodes)).containsOnly(OLD);
        restart(nodes, 3, NEW);
        while (!levels(nodes).equals(List.of(NEW, NEW, NEW))) {
          TestNodes.pause(20);
        }
        restart(nodes, 2, NEW);
        TestNodes.pause(BETWEEN_MILLIS);

        var done = writer.end();
        var applied = TestNodes.read(nodes.node(1));
        assertThat(new HashSet<>(applied)).containsAll(done);
        assertThat(done).hasSizeGreaterThan(20);
        for (var node : nodes.all()) {
          assertThat(TestNodes.read(node)).startsWith(applied.toArray(String[]::new));
        }
      }
    }
  }

  private void restart(TestNodes nodes, int id, int level) throws Exception {
    nodes.stop(id);
    reads[id] = level;
    nodes.start(id);
    TestNodes.awaitLeader(nodes.all());
    TestNodes.pause(BETWEEN_MILLIS);
  }

  private static List<Integer> levels(TestNodes nodes) {
    return nodes.all().stream().map(node -> node.status().level()).toList();
  }
}
