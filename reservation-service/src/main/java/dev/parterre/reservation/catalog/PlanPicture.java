package dev.parterre.reservation.catalog;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Draws a plan as SVG. Each seat is a circle that says which seat it is, so that the picture can
/// be read as a plan again.
public final class PlanPicture {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String INK = "#555555";
  private static final int MARK_SIZE = 14;
  private static final int REPLACEMENT = 0xFFFD;

  private final Drawing plan;
  private final Plan seats;
  private final XMLStreamWriter xml;

  private PlanPicture(Plan plan, XMLStreamWriter xml) {
    this.plan = plan.contents();
    this.seats = plan;
    this.xml = xml;
  }

  /// Writes ASCII, in which other characters are escaped, and closes nothing.
  ///
  /// @throws XMLStreamException if the stream fails
  public static void write(Plan plan, OutputStream out) throws XMLStreamException {
    var encoding = StandardCharsets.US_ASCII.name();
    var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, encoding);
    xml.writeStartDocument(encoding, "1.0");
    new PlanPicture(plan, xml).write();
    xml.writeEndDocument();
    xml.flush();
  }

  private void write() throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace(NAMESPACE);
    attribute("viewBox", "0 0 " + plan.size()[0] + " " + plan.size()[1]);
    attribute("font-family", "sans-serif");
    text("title", plan.name());
    for (var area : plan.areas()) {
      write(area);
    }
    for (var mark : plan.marks()) {
      write(mark.text(), mark.x(), mark.y(), MARK_SIZE, INK);
    }
    for (int seat = 0; seat < seats.seatCount(); seat++) {
      write(seat);
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private void write(int seat) throws XMLStreamException {
    var all = plan.seats();
    var row = plan.rows().get(all.row()[seat]);
    var category = plan.categories().get(all.c()[seat]);
    start("circle");
    attribute("id", all.id()[seat]);
    attribute("data-section", plan.zones().get(row.zone()));
    attribute("data-row", row.number());
    attribute("data-seat", all.number()[seat]);
    attribute("data-category", category.name());
    var features = seats.features(seat);
    if (!features.isEmpty()) {
      attribute("data-features", String.join("|", features));
    }
    attribute("cx", all.x()[seat]);
    attribute("cy", all.y()[seat]);
    attribute("r", (double) all.r()[all.r().length == 1 ? 0 : seat]);
    attribute("fill", category.color());
    text("title", seats.seat(seat).label());
    xml.writeEndElement();
  }

  private void write(Drawing.Area area) throws XMLStreamException {
    start("g");
    double turn = area.rotation() == null ? 0 : area.rotation();
    attribute(
        "transform",
        "translate(%s %s) rotate(%s)".formatted(number(area.x()), number(area.y()), number(turn)));
    switch (area.shape()) {
      case "rectangle" -> shape("rect", area, "width", area.width(), "height", area.height());
      case "ellipse" -> shape("ellipse", area, "rx", area.rx(), "ry", area.ry());
      case "circle" -> shape("circle", area, "r", area.radius(), "", null);
      case "polygon" -> {
        start("polygon");
        attribute("points", points(area.points()));
        colors(area);
        xml.writeEndElement();
      }
      default -> {
        // A text alone.
      }
    }
    var text = area.text();
    if (text != null) {
      write(
          text.text(), text.x(), text.y(), text.size(), text.color() == null ? INK : text.color());
    }
    xml.writeEndElement();
  }

  private void shape(
      String element,
      Drawing.Area area,
      String first,
      @Nullable Double one,
      String second,
      @Nullable Double other)
      throws XMLStreamException {
    start(element);
    if (one != null) {
      attribute(first, one);
    }
    if (other != null) {
      attribute(second, other);
    }
    colors(area);
    xml.writeEndElement();
  }

  private void colors(Drawing.Area area) throws XMLStreamException {
    attribute("fill", area.color() == null ? "none" : area.color());
    attribute("stroke", area.border() == null ? "none" : area.border());
  }

  private static String points(double @Nullable [] points) {
    var text = new StringBuilder();
    for (int i = 0; points != null && i < points.length; i++) {
      text.append(i == 0 ? "" : " ").append(number(points[i]));
    }
    return text.toString();
  }

  private void write(String text, double x, double y, int size, String color)
      throws XMLStreamException {
    start("text");
    attribute("x", x);
    attribute("y", y);
    attribute("font-size", (double) size);
    attribute("fill", color);
    attribute("text-anchor", "middle");
    attribute("dominant-baseline", "middle");
    xml.writeCharacters(writable(text));
    xml.writeEndElement();
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void text(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(writable(text));
    xml.writeEndElement();
  }

  private void attribute(String name, double value) throws XMLStreamException {
    attribute(name, number(value));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, writable(value));
  }

  /// XML has no way to write some characters, not even escaped.
  private static String writable(String text) {
    return text.codePoints()
        .map(c -> isWritable(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// Source: XML 1.0, 2.2 (Char)
  private static boolean isWritable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
