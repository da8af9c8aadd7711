package dev.parterre.reservation.catalog.source;

import dev.parterre.reservation.catalog.source.PlanSource.Contents;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads a table of seats (CSV by RFC 4180, in UTF-8, with commas or semicolons): a seat a line,
/// with the columns `section`, `row`, `seat`, `category`, `x`, `y`, in any order, and perhaps `id`
/// and `features` (separated by `|`). Seats of a row stand in the order of their lines.
final class SeatTable {

  private static final List<String> REQUIRED =
      List.of("section", "row", "seat", "category", "x", "y");
  private static final List<String> OPTIONAL = List.of("id", "features");
  private static final int FAULTS_MAX = 1_000;

  /// More than a plan may have, which its check says.
  private static final int SEATS_MAX = 110_000;

  private static final Pattern SEPARATOR = Pattern.compile("(?i)sep=(.)\\R");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}([.][0-9]{0,20})?");

  private final List<SourceSeat> seats = new ArrayList<>();
  private final List<PlacedFault> faults = new ArrayList<>();

  /// How many lines have been read.
  private long lines;

  private SeatTable() {}

  static Contents read(String name, byte[] content) {
    var table = new SeatTable();
    decoded(content)
        .ifPresentOrElse(
            table::read,
            () ->
                table.faults.add(
                    new PlacedFault(Place.START, "The file is not UTF-8: save it as CSV UTF-8.")));
    return new Contents(name, table.seats, table.faults, List.of());
  }

  private static Optional<String> decoded(byte[] content) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException foreign) {
      return Optional.empty();
    }
  }

  private void read(String text) {
    var named = SEPARATOR.matcher(text);
    boolean isNamed = named.lookingAt();
    // The line that Excel reads the separator from counts, so that other lines keep their numbers.
    var table = isNamed ? "\n" + text.substring(named.end()) : text;
    var header = table.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    var format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(isNamed ? named.group(1).charAt(0) : delimiter(header))
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (var parser =
        CSVParser.builder().setReader(new StringReader(table)).setFormat(format).get()) {
      read(parser);
    } catch (UncheckedIOException | IOException | IllegalStateException malformed) {
      fault(lines, "From here on the file is not well-formed CSV: is a quotation mark missing?");
    }
  }

  private void read(CSVParser parser) {
    var records = parser.iterator();
    if (!records.hasNext()) {
      fault(1, "The file is empty.");
      return;
    }
    var columns = columns(records.next());
    lines = parser.getCurrentLineNumber();
    if (!faults.isEmpty()) {
      return;
    }
    while (faults.size() < FAULTS_MAX && seats.size() < SEATS_MAX && records.hasNext()) {
      var values = records.next();
      if (Arrays.stream(values.values()).anyMatch(value -> !value.isEmpty())) {
        read(values, columns, lines + 1);
      }
      lines = parser.getCurrentLineNumber();
    }
    if (seats.isEmpty() && faults.isEmpty()) {
      fault(1, "The file has no seats.");
    }
  }

  /// What the header has most of, outside of quotation marks.
  private static char delimiter(String header) {
    var bare = header.replaceAll("\"[^\"]*\"", "");
    return Stream.of(',', ';', '\t')
        .max(Comparator.comparingLong(it -> bare.chars().filter(c -> c == it).count()))
        .orElseThrow();
  }

  private List<String> columns(CSVRecord header) {
    var columns = Arrays.stream(header.values()).map(it -> it.toLowerCase(Locale.ROOT)).toList();
    for (var column : REQUIRED) {
      if (!columns.contains(column)) {
        fault(1, "There is no column " + column + ".");
      }
    }
    for (int at = 0; at < columns.size(); at++) {
      var column = columns.get(at);
      if (!column.isEmpty() && !REQUIRED.contains(column) && !OPTIONAL.contains(column)) {
        fault(1, "The column " + column + " is not known.");
      } else if (!column.isEmpty() && columns.indexOf(column) < at) {
        fault(1, "The column " + column + " is there twice.");
      }
    }
    return columns;
  }

  private void read(CSVRecord values, List<String> columns, long line) {
    if (values.size() != columns.size()) {
      fault(line, "There are %d values for %d columns.".formatted(values.size(), columns.size()));
      return;
    }
    var section = value(values, columns, "section");
    var row = value(values, columns, "row");
    var number = value(values, columns, "seat");
    var id = value(values, columns, "id");
    seats.add(
        new SourceSeat(
            id.isEmpty() ? SourceSeat.id(section, row, number) : id,
            section,
            required(row, "row", line),
            required(number, "seat", line),
            required(value(values, columns, "category"), "category", line),
            "",
            SourceSeat.features(value(values, columns, "features")),
            coordinate(value(values, columns, "x"), "x", line),
            coordinate(value(values, columns, "y"), "y", line),
            0,
            new Place(line, 0)));
  }

  private static String value(CSVRecord values, List<String> columns, String column) {
    int at = columns.indexOf(column);
    return at < 0 || at >= values.size() ? "" : values.get(at);
  }

  private String required(String value, String column, long line) {
    if (value.isEmpty()) {
      fault(line, "Column " + column + " is empty.");
    }
    return value;
  }

  private double coordinate(String value, String column, long line) {
    var plain = value.replace(',', '.');
    double number = NUMBER.matcher(plain).matches() ? Double.parseDouble(plain) : Double.NaN;
    if (SourceSeat.isSensible(number)) {
      return number;
    }
    fault(
        line,
        "Column %s must be a number of pixels up to a million; it is \"%s\"."
            .formatted(column, value));
    return 0;
  }

  private void fault(long line, String detail) {
    faults.add(new PlacedFault(new Place(line, 0), detail));
  }
}
