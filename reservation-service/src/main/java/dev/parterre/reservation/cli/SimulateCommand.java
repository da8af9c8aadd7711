package dev.parterre.reservation.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// Passes its options on to the simulator, which reads them itself.
@Command(
    name = "simulate",
    description = "Runs whole clusters from seeds, with faults, and checks every invariant.")
final class SimulateCommand implements Callable<Integer> {

  @Option(names = "--data", paramLabel = "DIR", description = "Ignored: it leaves no files.")
  String data = "";

  @Option(names = "--help", description = "Show the simulator's options.")
  boolean help;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    var arguments = help ? List.of("--help") : options;
    return dev.parterre.paxos.simulation.SimulateCommand.run(arguments.toArray(new String[0]));
  }
}
