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

/// Reads a seating plan in pretix's JSON format (in UTF-8), or lists its faults.
public final class PlanImport {

  public static final int SEATS_MAX = 100_000;
  public static final int FAULTS_MAX = 1_000;

  /// In characters. No plan has longer names of members, and a fault has to repeat them.
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

  /// The plan, its faults, or why it is not JSON.
  public sealed interface Result {

    /// @param warnings deviations from the format that leave no seat in doubt: the first
    ///   [#FAULTS_MAX]
    record Imported(Plan plan, List<Fault> warnings) implements Result {}

    /// @param faults at least one, at most [#FAULTS_MAX]
    /// @param more whether there were more than are listed
    record Faulty(List<Fault> faults, boolean more) implements Result {}

    /// The document is not well-formed JSON, or an object in it has a member twice.
    record NotJson(String detail) implements Result {}
  }

  public static Result read(byte[] json) {
    return read(new ByteArrayInputStream(json));
  }

  /// Reads the plan as it arrives: this takes no more memory than the result.
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
      return "The body has a name, a text or a number that is too long, or is nested too deeply"
          + where
          + ".";
    }
    String what = String.valueOf(malformed.getOriginalMessage());
    return what.startsWith("Duplicate Object property")
        ? "The body has a member twice" + where + "."
        : "The body is not well-formed JSON" + where + ".";
  }
}
