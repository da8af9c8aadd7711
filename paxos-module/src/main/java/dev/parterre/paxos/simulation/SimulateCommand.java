package dev.parterre.paxos.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `simulate`: runs seeds, and reports the invariants that they break.
public final class SimulateCommand {

  private static final String USAGE =
      """
      Usage: simulate [--seeds N] [--from SEED] [--jobs N] [--mutant NAME] [--only NUMBERS]
      Runs whole clusters, one per seed, with faults drawn from the seed, and checks them.
        --seeds N      how many seeds (default 2000)
        --from SEED    the first of them (default 1)
        --jobs N       how many at a time (default: one per processor)
        --mutant NAME  break the algorithm on purpose: reply-before-force, promise-forgotten,
                       minority-quorum, force-error-ignored, torn-write-read, damage-ignored,
                       incarnation-reused, wiped-disk-votes, real-force-skipped,
                       age-forgotten, members-not-reached,
                       forgetful-disk-heard, copies-queued, silent-when-partly-cut,
                       aside-stuck, leads-on, level-pretended, time-leaps
        --only 3,8     use only these of the happenings that the seed draws
      For the first seed that breaks an invariant, prints the smallest script that still does.
      Exit status: 0 when all invariants held, 1 when one did not, 2 for wrong arguments.\
      """;

  private static final int FAILURES_MAX = 5;

  private record Wanted(
      long seeds, long from, int jobs, Mutant mutant, @Nullable Set<Integer> only) {

    Script scriptOf(long seed) {
      var whole = Script.of(seed);
      return only == null ? whole : whole.only(only);
    }
  }

  private final Wanted wanted;
  private final PrintStream out;
  private final AtomicLong next;
  private final Map<Sometimes, Long> counts = new EnumMap<>(Sometimes.class);
  private final AtomicLong slots = new AtomicLong();
  private final AtomicLong commands = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private int failures;

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
    Set<Integer> only = null;
    try {
      for (var i = 0; i < arguments.length; i += 2) {
        var value = arguments[i + 1];
        switch (arguments[i]) {
          case "--seeds" -> seeds = Long.parseLong(value);
          case "--from" -> from = Long.parseLong(value);
          case "--jobs" -> jobs = Integer.parseInt(value);
          case "--mutant" ->
              mutant = Mutant.valueOf(value.replace('-', '_').toUpperCase(Locale.ROOT));
          case "--only" ->
              only =
                  Arrays.stream(value.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      return null;
    }
    return seeds > 0 && jobs > 0 ? new Wanted(seeds, from, jobs, mutant, only) : null;
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
        failures);
    printCounts();
    return failures == 0 ? 0 : 1;
  }

  private void work() {
    for (var seed = next.getAndIncrement();
        seed < wanted.from + wanted.seeds;
        seed = next.getAndIncrement()) {
      try {
        var outcome = Simulation.run(seed, wanted.scriptOf(seed), wanted.mutant);
        slots.addAndGet(outcome.decidedSlots());
        commands.addAndGet(outcome.acknowledged());
        reads.addAndGet(outcome.reads());
        add(outcome);
      } catch (RuntimeException broken) {
        failed(seed, broken);
      }
    }
  }

  private synchronized void add(Simulation.Outcome outcome) {
    outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
  }

  private synchronized void failed(long seed, RuntimeException broken) {
    failures++;
    if (failures <= FAILURES_MAX) {
      out.println("seed " + seed + ": " + broken);
    }
    if (failures == 1) {
      var smallest = Shrinker.shrink(seed, wanted.scriptOf(seed), wanted.mutant);
      out.println("the smallest script found that breaks it, too: " + smallest);
      var numbers =
          smallest.happenings().stream()
              .map(happening -> Integer.toString(happening.number()))
              .collect(Collectors.joining(","));
      out.println("again: simulate --from " + seed + " --seeds 1 --only " + numbers);
    }
  }

  private void printCounts() {
    counts.forEach((what, count) -> out.printf("%12d  %s%n", count, Counters.name(what)));
  }
}
