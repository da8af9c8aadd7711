package dev.parterre.reservation.catalog.source;

import dev.parterre.reservation.catalog.source.PlanSource.Contents;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads a drawing of a hall (SVG). A circle, an ellipse or a rectangle is a seat if it has an `id`
/// like `Stalls-A-12` (section, row, seat; or only row and seat), or the attributes `data-row` and
/// `data-seat`. Its category is `data-category`, else the first word of its `class`, else its
/// colour. Everything else is decoration.
final class SeatDrawing {

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Set<String> SHAPES = Set.of("circle", "ellipse", "rect");
  private static final Set<String> NOT_DRAWN =
      Set.of("defs", "symbol", "clipPath", "mask", "pattern", "marker");
  private static final Pattern SECTION_ROW_SEAT = Pattern.compile("(?:(.+)-)?([^-]+)-([^-]+)");

  /// The names that programs give to copies of shapes.
  private static final Pattern NAME_OF_A_SHAPE =
      Pattern.compile("(?:rect|circle|ellipse|path|use|g|svg|text|layer)[0-9]+(?:-[0-9]+)*");

  private static final Pattern REASON = Pattern.compile("(?s).*Message: (.*)");
  private static final String LIMIT_OF_ENTITIES =
      "http://www.oracle.com/xml/jaxp/properties/entityExpansionLimit";
  private static final String USUAL = "Seats";
  private static final int FAULTS_MAX = 1_000;
  private static final int SEATS_MAX = 110_000;

  /// A shape that is so many times as large as most seats may be none.
  private static final int LARGE = 5;

  private final List<SourceSeat> seats = new ArrayList<>();
  private final List<PlacedFault> faults = new ArrayList<>();
  private final List<PlacedFault> warnings = new ArrayList<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Fills fills = new Fills();

  /// What an element passes on to those in it.
  ///
  /// @param isDrawn whether they are part of the picture
  private record Level(Transform transform, String fill, boolean isDrawn) {}

  private SeatDrawing() {
    levels.push(new Level(Transform.NONE, "", true));
  }

  static Contents read(String name, byte[] content) {
    var drawing = new SeatDrawing();
    drawing.read(content);
    if (drawing.seats.isEmpty() && drawing.faults.isEmpty()) {
      drawing.fault(
          Place.START,
          "The drawing has no seats: no circle, ellipse or rect with an id like A-12.");
    }
    drawing.warnOfLargeShapes();
    return new Contents(name, drawing.seats, drawing.faults, drawing.warnings);
  }

  /// Nothing outside of the file is read, whatever it refers to; entities that it declares itself
  /// are, as drawing programs use them, but not many.
  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
    if (factory.isPropertySupported(LIMIT_OF_ENTITIES)) {
      factory.setProperty(LIMIT_OF_ENTITIES, "1000");
    } else {
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }
    return factory;
  }

  private void read(byte[] content) {
    try {
      var xml = factory().createXMLStreamReader(new ByteArrayInputStream(content));
      while (faults.size() < FAULTS_MAX && seats.size() < SEATS_MAX && xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(xml);
          case XMLStreamConstants.END_ELEMENT -> levels.pop();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              fills.readIfStyle(xml.getText());
          default -> {
            // Comments and the like are decoration.
          }
        }
      }
    } catch (XMLStreamException malformed) {
      var at = malformed.getLocation();
      var place = at == null ? Place.START : new Place(at.getLineNumber(), at.getColumnNumber());
      var reason = REASON.matcher(String.valueOf(malformed.getMessage()));
      fault(place, "The XML cannot be read" + (reason.matches() ? ": " + reason.group(1) : "."));
    }
  }

  private void start(XMLStreamReader xml) {
    var place = place(xml);
    var element = xml.getLocalName();
    var namespace = xml.getNamespaceURI();
    boolean isSvg = namespace == null || namespace.isEmpty() || namespace.equals(SVG);
    if (levels.size() == 1 && !(isSvg && element.equals("svg"))) {
      fault(place, "This is no SVG: the outermost element is " + element + ".");
    }
    var outside = levels.element();
    var fill = fills.of(xml, outside.fill());
    boolean isDrawn = outside.isDrawn() && isSvg && !NOT_DRAWN.contains(element);
    levels.push(new Level(outside.transform().after(transform(xml, place)), fill, isDrawn));
    fills.enter(element);
    if (isDrawn && SHAPES.contains(element)) {
      shape(xml, place);
    }
  }

  private Transform transform(XMLStreamReader xml, Place place) {
    var style = text(xml, "style");
    if (style.contains("transform")) {
      warnings.add(new PlacedFault(place, "A transform in a style is not applied."));
    }
    try {
      var own = Transform.of(text(xml, "transform"));
      boolean isInner = xml.getLocalName().equals("svg") && levels.size() > 1;
      return isInner
          ? own.after(Transform.moved(length(xml, "x", place), length(xml, "y", place)))
          : own;
    } catch (IllegalArgumentException unknown) {
      fault(place, String.valueOf(unknown.getMessage()));
      return Transform.NONE;
    }
  }

  private static Place place(XMLStreamReader xml) {
    var at = xml.getLocation();
    return new Place(at.getLineNumber(), at.getColumnNumber());
  }

  private void shape(XMLStreamReader xml, Place place) {
    var id = text(xml, "id");
    var parts = SECTION_ROW_SEAT.matcher(id);
    boolean isNamed = parts.matches() && !NAME_OF_A_SHAPE.matcher(id).matches();
    var row = first(attribute(xml, "data-row"), isNamed ? parts.group(2) : null);
    var number = first(attribute(xml, "data-seat"), isNamed ? parts.group(3) : null);
    if (row == null || number == null) {
      if (!id.isEmpty()) {
        warnings.add(new PlacedFault(place, "\"" + id + "\" names no row and seat: left out."));
      }
      return;
    }
    var inId = isNamed ? first(parts.group(1), "") : "";
    var section = String.valueOf(first(attribute(xml, "data-section"), inId));
    double[] middle = middle(xml, place);
    var color = Fills.hex(levels.element().fill());
    var category =
        Stream.of(text(xml, "data-category"), text(xml, "class").split("\\s+")[0], color)
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse(USUAL);
    seats.add(
        new SourceSeat(
            id.isEmpty() ? SourceSeat.id(section, row, number) : id,
            section,
            row,
            number,
            category,
            color,
            SourceSeat.features(text(xml, "data-features")),
            middle[0],
            middle[1],
            radius(xml, place),
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
    var transform = levels.element().transform();
    double[] middle = {transform.x(x, y), transform.y(x, y)};
    if (!SourceSeat.isSensible(middle[0]) || !SourceSeat.isSensible(middle[1])) {
      fault(place, "The seat is more than a million pixels away.");
    }
    return middle;
  }

  /// Half the smaller side; 0 if the shape has none.
  private double radius(XMLStreamReader xml, Place place) {
    double size =
        switch (xml.getLocalName()) {
          case "circle" -> length(xml, "r", place);
          case "ellipse" -> Math.min(length(xml, "rx", place), length(xml, "ry", place));
          default -> Math.min(length(xml, "width", place), length(xml, "height", place)) / 2;
        };
    return size * levels.element().transform().scale();
  }

  private void warnOfLargeShapes() {
    double[] radii = seats.stream().mapToDouble(SourceSeat::radius).sorted().toArray();
    double usual = radii.length == 0 ? 0 : radii[radii.length / 2];
    for (var seat : seats) {
      if (usual > 0 && seat.radius() > LARGE * usual) {
        var words = "\"" + seat.id() + "\" is much larger than most seats: is it one?";
        warnings.add(new PlacedFault(seat.place(), words));
      }
    }
  }

  private double length(XMLStreamReader xml, String name, Place place) {
    var text = text(xml, name);
    var number = text.endsWith("px") ? text.substring(0, text.length() - 2) : text;
    if (text.isEmpty()) {
      return 0;
    }
    double[] numbers = Transform.numbers(number).orElse(new double[0]);
    if (numbers.length == 1) {
      return numbers[0];
    }
    fault(place, name + " must be a number of pixels; it is \"" + text + "\".");
    return 0;
  }

  private static @Nullable String first(@Nullable String wanted, @Nullable String otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  /// Null if there is none.
  private static @Nullable String attribute(XMLStreamReader xml, String name) {
    var value = xml.getAttributeValue(null, name);
    return value == null ? null : value.strip();
  }

  /// Empty if there is none.
  static String text(XMLStreamReader xml, String name) {
    var value = attribute(xml, name);
    return value == null ? "" : value;
  }

  private void fault(Place place, String detail) {
    faults.add(new PlacedFault(place, detail));
  }
}
