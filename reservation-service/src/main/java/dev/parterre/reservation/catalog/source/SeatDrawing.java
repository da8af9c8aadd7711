package dev.parterre.reservation.catalog.source;

import dev.parterre.reservation.catalog.source.PlanSource.Contents;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a drawing of a hall (SVG). A circle, an ellipse or a rectangle is a seat if it has an `id`
/// like `Stalls-A-12` (section, row, seat; or only row and seat), or the attributes `data-row` and
/// `data-seat`. Its category is `data-category`, else the first word of its `class`, else its
/// colour. Everything else is decoration.
final class SeatDrawing {

  private static final Set<String> SHAPES = Set.of("circle", "ellipse", "rect");
  private static final Pattern SECTION_ROW_SEAT = Pattern.compile("(?:(.+)-)?([^-]+)-([^-]+)");
  private static final Pattern FILL = Pattern.compile("(?:^|;)\\s*fill\\s*:\\s*([^;]+)");
  private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
  private static final Pattern SHORT_COLOR = Pattern.compile("#([0-9a-f])([0-9a-f])([0-9a-f])");
  private static final Pattern LENGTH = Pattern.compile("([+-]?[0-9.]+(?:e[+-]?[0-9]+)?)(?:px)?");
  private static final String USUAL = "Seats";
  private static final int FAULTS_MAX = 1_000;
  private static final int DEPTH_MAX = 200;

  private final List<SourceSeat> seats = new ArrayList<>();
  private final List<PlacedFault> faults = new ArrayList<>();
  private final List<PlacedFault> warnings = new ArrayList<>();
  private final Deque<Transform> transforms = new ArrayDeque<>();

  private SeatDrawing() {
    transforms.push(Transform.NONE);
  }

  static Contents read(String name, byte[] content) {
    var drawing = new SeatDrawing();
    drawing.read(content);
    if (drawing.seats.isEmpty() && drawing.faults.isEmpty()) {
      drawing.fault(
          Place.START,
          "The drawing has no seats: no circle, ellipse or rect with an id like A-12.");
    }
    return new Contents(name, drawing.seats, drawing.faults, drawing.warnings);
  }

  /// Nothing outside of the file is read, whatever it refers to.
  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void read(byte[] content) {
    try {
      var xml = factory().createXMLStreamReader(new ByteArrayInputStream(content));
      while (faults.size() < FAULTS_MAX && xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(xml);
          case XMLStreamConstants.END_ELEMENT -> transforms.pop();
          default -> {
            // Texts and comments are decoration.
          }
        }
      }
    } catch (XMLStreamException malformed) {
      var at = malformed.getLocation();
      var place = at == null ? Place.START : new Place(at.getLineNumber(), at.getColumnNumber());
      fault(place, "The file is not well-formed XML.");
    }
  }

  private void start(XMLStreamReader xml) throws XMLStreamException {
    if (transforms.size() > DEPTH_MAX) {
      throw new XMLStreamException("nested too deeply", xml.getLocation());
    }
    var place = place(xml);
    var transform = Transform.NONE;
    try {
      transform = Transform.of(attribute(xml, "transform"));
    } catch (IllegalArgumentException unknown) {
      fault(place, String.valueOf(unknown.getMessage()));
    }
    transforms.push(transforms.element().after(transform));
    if (SHAPES.contains(xml.getLocalName())) {
      shape(xml, place);
    }
  }

  private static Place place(XMLStreamReader xml) {
    var at = xml.getLocation();
    return new Place(at.getLineNumber(), at.getColumnNumber());
  }

  private void shape(XMLStreamReader xml, Place place) {
    var id = attribute(xml, "id");
    var parts = SECTION_ROW_SEAT.matcher(id);
    boolean isNamed = parts.matches();
    var row = first(attribute(xml, "data-row"), isNamed ? parts.group(2) : "");
    var number = first(attribute(xml, "data-seat"), isNamed ? parts.group(3) : "");
    if (row.isEmpty() || number.isEmpty()) {
      if (!id.isEmpty()) {
        warnings.add(new PlacedFault(place, "\"" + id + "\" names no row and seat: left out."));
      }
      return;
    }
    var inId = isNamed && parts.group(1) != null ? parts.group(1) : "";
    var section = first(attribute(xml, "data-section"), inId);
    double[] middle = middle(xml, place);
    var color = color(xml);
    var category =
        Stream.of(attribute(xml, "data-category"), attribute(xml, "class").split("\\s+")[0], color)
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse(USUAL);
    var features =
        Stream.of(attribute(xml, "data-features").split("\\s+")).filter(it -> !it.isEmpty());
    seats.add(
        new SourceSeat(
            id.isEmpty() ? SourceSeat.id(section, row, number) : id,
            section,
            row,
            number,
            category,
            color,
            features.toList(),
            middle[0],
            middle[1],
            place));
  }

  private double[] middle(XMLStreamReader xml, Place place) {
    boolean isBox = xml.getLocalName().equals("rect");
    double x =
        isBox
            ? length(xml, "x", place) + length(xml, "width", place) / 2
            : length(xml, "cx", place);
    double y =
        isBox
            ? length(xml, "y", place) + length(xml, "height", place) / 2
            : length(xml, "cy", place);
    var transform = transforms.element();
    double[] middle = {transform.x(x, y), transform.y(x, y)};
    if (!SourceSeat.isSensible(middle[0]) || !SourceSeat.isSensible(middle[1])) {
      fault(place, "The seat is more than a million pixels away.");
    }
    return middle;
  }

  private double length(XMLStreamReader xml, String name, Place place) {
    var text = attribute(xml, name);
    var length = LENGTH.matcher(text);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      if (length.matches()) {
        return Double.parseDouble(length.group(1));
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    fault(place, name + " must be a number of pixels; it is \"" + text + "\".");
    return 0;
  }

  /// As `#rrggbb`; empty if there is none, or it is written otherwise.
  private static String color(XMLStreamReader xml) {
    var inStyle = FILL.matcher(attribute(xml, "style"));
    var fill = (inStyle.find() ? inStyle.group(1) : attribute(xml, "fill")).strip();
    var color = fill.toLowerCase(Locale.ROOT);
    var brief = SHORT_COLOR.matcher(color);
    if (brief.matches()) {
      return "#" + Stream.of(1, 2, 3).map(i -> brief.group(i).repeat(2)).reduce("", String::concat);
    }
    return COLOR.matcher(color).matches() ? color : "";
  }

  private static String first(String wanted, String otherwise) {
    return wanted.isEmpty() ? otherwise : wanted;
  }

  private static String attribute(XMLStreamReader xml, String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name)).map(String::strip).orElse("");
  }

  private void fault(Place place, String detail) {
    faults.add(new PlacedFault(place, detail));
  }
}
