package dev.parterre.paxos.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// `simulate`: runs seeds and says which invariants held.
public final class SimulateCommand {

  private static final String USAGE =
      """
      Usage: simulate [--seeds N] [--from SEED] [--jobs N] [--mutant NAME]
      Runs whole clusters, one a seed, with faults drawn from the seed, and checks them.
        --seeds N      how many seeds (default 2000)
        --from SEED    the first of them (default 1)
        --jobs N       how many at a time (default: one a processor)
        --mutant NAME  break the algorithm on purpose: reply-before-force, promise-forgotten,
                       minority-quorum
      Exit status: 0 when all invariants held, 1 when one did not, 2 for a wrong call.\
      """;

  private static final int FAILURES_MAX = 5;

  private record Wanted(long seeds, long from, int jobs, Mutant mutant) {}

  private final Wanted wanted;
  private final PrintStream out;
  private final AtomicLong next;
  private final AtomicLong slots = new AtomicLong();
  private final AtomicLong commands = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final List<String> failures = new ArrayList<>();

  private SimulateCommand(Wanted wanted, PrintStream out) {
    this.wanted = wanted;
    this.out = out;
    next = new AtomicLong(wanted.from);
  }

  /// @return the exit status
  public static int run(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.println(USAGE);
      return 0;
    }
    var wanted = parse(arguments);
    if (wanted == null) {
      System.err.println(USAGE);
      return 2;
    }
    return new SimulateCommand(wanted, System.out).run();
  }

  private static @Nullable Wanted parse(String[] arguments) {
    var seeds = 2000L;
    var from = 1L;
    var jobs = Runtime.getRuntime().availableProcessors();
    var mutant = Mutant.NONE;
    try {
      for (var i = 0; i < arguments.length; i += 2) {
        var value = arguments[i + 1];
        switch (arguments[i]) {
          case "--seeds" -> seeds = Long.parseLong(value);
          case "--from" -> from = Long.parseLong(value);
          case "--jobs" -> jobs = Integer.parseInt(value);
          case "--mutant" ->
              mutant = Mutant.valueOf(value.replace('-', '_').toUpperCase(Locale.ROOT));
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      return null;
    }
    return seeds > 0 && jobs > 0 ? new Wanted(seeds, from, jobs, mutant) : null;
  }

  private int run() {
    var start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(wanted.jobs)) {
      var workers = new ArrayList<Future<?>>();
      for (var job = 0; job < wanted.jobs; job++) {
        workers.add(pool.submit(this::work));
      }
      for (var worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d seeds in %.1f s (%.0f seeds/s): %d slots decided, %d commands acknowledged,"
            + " %d linearizable reads, %d seeds with a broken invariant%n",
        wanted.seeds,
        seconds,
        wanted.seeds / seconds,
        slots.get(),
        commands.get(),
        reads.get(),
        failures.size());
    return failures.isEmpty() ? 0 : 1;
  }

  private void work() {
    for (var seed = next.getAndIncrement();
        seed < wanted.from + wanted.seeds;
        seed = next.getAndIncrement()) {
      try {
        var outcome = Simulation.run(seed, wanted.mutant);
        slots.addAndGet(outcome.decidedSlots());
        commands.addAndGet(outcome.acknowledged());
        reads.addAndGet(outcome.reads());
      } catch (RuntimeException broken) {
        failed("seed " + seed + ": " + broken);
      }
    }
  }

  private synchronized void failed(String failure) {
    failures.add(failure);
    if (failures.size() <= FAILURES_MAX) {
      out.println(failure);
    }
  }
}
