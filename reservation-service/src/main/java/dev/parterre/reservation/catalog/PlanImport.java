package dev.parterre.reservation.catalog;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Takes in a seating plan in pretix's JSON format, or says all that is wrong with it.
public final class PlanImport {

  public static final int SEATS_MAX = 100_000;
  public static final int FAULTS_MAX = 1_000;

  /// A longer name or text is no plan's; a fault would have to repeat it.
  private static final int NAME_MAX = 1_000;

  private static final int STRING_MAX = 1_000_000;
  private static final int DEPTH_MAX = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(NAME_MAX)
                  .maxStringLength(STRING_MAX)
                  .maxNestingDepth(DEPTH_MAX)
                  .build())
          .build();

  private PlanImport() {}

  public sealed interface Result {

    /// @param warnings where it is not as the format has it, though no seat is in doubt: the first,
    ///   at most [#FAULTS_MAX]
    record Imported(Plan plan, List<Fault> warnings) implements Result {}

    /// @param faults at least one, at most [#FAULTS_MAX]
    /// @param more whether there were more than are listed
    record Faulty(List<Fault> faults, boolean more) implements Result {}

    /// It could not be read as JSON at all, or has a member twice.
    record NotJson(String detail) implements Result {}
  }

  public static Result read(byte[] json) {
    return read(new ByteArrayInputStream(json));
  }

  /// Reads as it comes: a plan takes no more memory than what is kept of it.
  public static Result read(InputStream json) {
    var faults = new Faults(FAULTS_MAX);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return read(parser, faults);
    } catch (JacksonException malformed) {
      return new Result.NotJson(at(malformed));
    }
  }

  private static Result read(JsonParser parser, Faults faults) {
    if (parser.nextToken() == null) {
      return new Result.NotJson("The body is empty.");
    }
    var warnings = new Faults(FAULTS_MAX);
    var reader = new PlanReader(new JsonWalk(parser, faults, warnings));
    PlanDraft draft = reader.read();
    if (parser.nextToken() != null) {
      return new Result.NotJson("Something follows after the end of the JSON document.");
    }
    new PlanCheck(draft, faults, warnings).run(reader.seats());
    return faults.isEmpty()
        ? new Result.Imported(Plan.of(new PlanAssembly(draft).assemble()), warnings.listed())
        : new Result.Faulty(faults.listed(), faults.more());
  }

  private static String at(JacksonException malformed) {
    var location = malformed.getLocation();
    String where =
        location == null
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    if (malformed instanceof StreamConstraintsException) {
      return "The body has a name, a text or a number that is too long, or is nested too deep"
          + where
          + ".";
    }
    String what = String.valueOf(malformed.getOriginalMessage());
    return what.startsWith("Duplicate Object property")
        ? "The body has a member twice" + where + "."
        : "The body is not well-formed JSON" + where + ".";
  }
}
