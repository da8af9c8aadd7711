package dev.parterre.reservation.cli;

import dev.parterre.reservation.catalog.PlanPicture;
import dev.parterre.reservation.catalog.source.PlacedFault;
import dev.parterre.reservation.catalog.source.PlanSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads plans of halls from files; needs no cluster.
@Command(
    name = "plan",
    description = {
      "Checks, draws and converts plans of halls. Needs no cluster. FILE is a plan in pretix's JSON"
          + " format, a table of seats (.csv), or a drawing (.svg): see docs/PLANS.md."
    },
    subcommands = {PlanCommand.Check.class, PlanCommand.Draw.class, PlanCommand.Convert.class})
final class PlanCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say check, draw or convert");
  }

  abstract static class OfFile implements Callable<Integer> {

    private static final int BYTES_MAX = 64 << 20;
    private static final int LINE_MAX = 400;
    private static final int REPLACEMENT = 0xFFFD;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The plan: .json, .csv or .svg.")
    private Path file = Path.of("");

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public Integer call() throws Failure {
      var out = spec.commandLine().getOut();
      switch (read()) {
        case PlanSource.Result.Read plan -> done(plan, out);
        case PlanSource.Result.Faulty(var faults, var more) -> {
          faults(faults, out);
          var first = faults.getFirst();
          throw new Failure(
              "%s has %s; the first is in line %s: %s"
                  .formatted(
                      file,
                      faults.size() == 1
                          ? "a fault"
                          : (more ? "at least " : "") + faults.size() + " faults",
                      first.place(),
                      shown(first.detail())));
        }
      }
      // The writer does not hear of what the stream below it could not write.
      if (out.checkError() || System.out.checkError()) {
        throw new Failure("standard output cannot be written");
      }
      return 0;
    }

    private PlanSource.Result read() throws Failure {
      try (var in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(BYTES_MAX + 1);
        if (content.length > BYTES_MAX) {
          throw new Failure(file + " has more than " + (BYTES_MAX >> 20) + " MiB");
        }
        return PlanSource.read(String.valueOf(file.getFileName()), content);
      } catch (NoSuchFileException none) {
        throw new Failure(file + " does not exist");
      } catch (IOException e) {
        throw new Failure(file + " cannot be read: " + e.getMessage());
      }
    }

    String line(PlacedFault fault) {
      return file + ":" + fault.place() + ": " + shown(fault.detail());
    }

    /// As one line that no terminal takes for orders, and not too long.
    static String shown(String text) {
      var line =
          text.codePoints()
              .limit(LINE_MAX)
              .map(c -> Character.isISOControl(c) ? REPLACEMENT : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
      return text.codePointCount(0, text.length()) > LINE_MAX ? line + "…" : line.toString();
    }

    abstract void done(PlanSource.Result.Read plan, PrintWriter out) throws Failure;

    /// Prints nothing where something else is expected on standard output.
    void faults(Iterable<PlacedFault> faults, PrintWriter out) {}
  }

  @Command(
      name = "check",
      description = {
        "Says what a plan has, or each fault with its line and column (and exits with 1)."
      })
  static final class Check extends OfFile {

    @Override
    void done(PlanSource.Result.Read read, PrintWriter out) {
      var plan = read.plan();
      read.warnings().forEach(warning -> out.println(line(warning) + " (only a warning)"));
      out.printf(
          "%s: %s in %s%n",
          shown(plan.name()), some(plan.seatCount(), "seat"), some(plan.rows().size(), "row"));
      for (var category : plan.categories()) {
        int index = plan.indexOfCategory(category.name());
        long seats =
            plan.rows().stream()
                .flatMapToInt(Arrays::stream)
                .filter(seat -> plan.categoryOf(seat) == index)
                .count();
        out.printf("  %s: %s%n", shown(category.name()), some(seats, "seat"));
      }
      for (var area : plan.areas()) {
        out.printf("  %s: %s (%s)%n", area.name(), some(area.capacity(), "place"), area.category());
      }
      for (var feature : plan.features()) {
        out.printf("  %s: %s%n", feature, some(plan.seatsWith(feature).cardinality(), "seat"));
      }
    }

    private static String some(long count, String noun) {
      return count + " " + noun + (count == 1 ? "" : "s");
    }

    @Override
    void faults(Iterable<PlacedFault> faults, PrintWriter out) {
      faults.forEach(fault -> out.println(line(fault)));
      out.flush();
    }
  }

  @Command(name = "draw", description = "Writes a plan as a picture (SVG) to standard output.")
  static final class Draw extends OfFile {

    @Override
    void done(PlanSource.Result.Read read, PrintWriter out) throws Failure {
      try (var bytes = new ByteArrayOutputStream()) {
        PlanPicture.write(read.plan(), bytes);
        out.print(bytes.toString(StandardCharsets.US_ASCII));
      } catch (IOException | XMLStreamException e) {
        throw new Failure("the picture cannot be written: " + e.getMessage());
      }
    }
  }

  @Command(
      name = "convert",
      description = {"Writes a plan in the format that POST /venues takes to standard output."})
  static final class Convert extends OfFile {

    /// Whatever the encoding of standard output is.
    private static final JsonMapper ASCII =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    void done(PlanSource.Result.Read read, PrintWriter out) {
      out.println(ASCII.writeValueAsString(ASCII.readTree(read.json())));
    }
  }
}
