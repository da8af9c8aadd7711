package dev.parterre.reservation.tickets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Draws the tickets of a reservation as a PDF, three on a page of A4. The font has Latin, Greek,
/// Cyrillic and Hebrew letters; what it lacks is shown as a question mark.
public final class TicketPdf {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final int ON_A_PAGE = 3;
  private static final float MARGIN = 42;
  private static final float CODE_SIZE = 190;
  private static final float HEIGHT = PDRectangle.A4.getHeight() / ON_A_PAGE;
  private static final float TEXT_WIDTH = PDRectangle.A4.getWidth() - 3 * MARGIN - CODE_SIZE;
  private static final float TITLE = 18;
  private static final float PLACE = 15;
  private static final float DETAIL = 10.5f;
  private static final float LEADING = 1.35f;

  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final Map<String, String> MIRRORED =
      Map.of("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "«", "»", "»", "«");

  private final PDDocument document;
  private final Function<Ticket, String> sign;
  private final PDType0Font font;

  private TicketPdf(PDDocument document, Function<Ticket, String> sign) throws IOException {
    this.document = document;
    this.sign = sign;
    try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
      font = PDType0Font.load(document, Objects.requireNonNull(in));
    }
  }

  /// @param tickets at least one
  /// @param sign signs the token of a ticket
  public static void write(
      Occasion occasion, List<Ticket> tickets, Function<Ticket, String> sign, OutputStream out)
      throws IOException {
    try (var document = new PDDocument()) {
      var pdf = new TicketPdf(document, sign);
      document.getDocumentInformation().setTitle(occasion.event() + ", " + occasion.code());
      for (int from = 0; from < tickets.size(); from += ON_A_PAGE) {
        pdf.page(occasion, tickets.subList(from, Math.min(from + ON_A_PAGE, tickets.size())));
      }
      document.save(out);
    }
  }

  private void page(Occasion occasion, List<Ticket> tickets) throws IOException {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try (var content = new PDPageContentStream(document, page)) {
      for (int i = 0; i < tickets.size(); i++) {
        ticket(occasion, tickets.get(i), PDRectangle.A4.getHeight() - i * HEIGHT, content);
      }
    }
  }

  /// @param top of the ticket, in points from the bottom of the page
  private void ticket(Occasion occasion, Ticket ticket, float top, PDPageContentStream content)
      throws IOException {
    float y = top - MARGIN - TITLE;
    y = lines(wrapped(occasion.event(), 3, TITLE), TITLE, y, content);
    y = lines(label(ticket), PLACE, y, content);
    for (var detail : occasion.details(ticket)) {
      y = lines(wrapped(detail, 1, DETAIL), DETAIL, y, content);
    }
    lines(wrapped(occasion.code(), 1, PLACE), PLACE, top - HEIGHT + MARGIN, content);
    code(new QrCode(sign.apply(ticket)), top, content);
    content.setLineDashPattern(new float[] {3, 3}, 0);
    content.setLineWidth(0.5f);
    content.moveTo(MARGIN, top - HEIGHT);
    content.lineTo(PDRectangle.A4.getWidth() - MARGIN, top - HEIGHT);
    content.stroke();
  }

  private List<String> wrapped(String text, int count, float size) {
    return Wrapping.lines(known(text), count, it -> width(it, size), TEXT_WIDTH);
  }

  private List<String> label(Ticket ticket) {
    return Wrapping.lastLines(known(ticket.label()), 2, it -> width(it, PLACE), TEXT_WIDTH);
  }

  /// @return where the next line goes
  private float lines(List<String> lines, float size, float y, PDPageContentStream content)
      throws IOException {
    float next = y;
    for (var line : lines) {
      content.beginText();
      content.setFont(font, size);
      content.newLineAtOffset(MARGIN, next);
      content.showText(visual(line));
      content.endText();
      next -= size * LEADING;
    }
    return next;
  }

  private double width(String line, float size) {
    try {
      return font.getStringWidth(line) / 1_000 * size;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The text with a question mark for each character that the font lacks.
  private String known(String text) {
    var known = new StringBuilder();
    Wrapping.visible(text)
        .codePoints()
        .forEach(letter -> known.append(has(letter) ? Character.toString(letter) : "?"));
    return known.toString();
  }

  private boolean has(int letter) {
    try {
      font.encode(Character.toString(letter));
      return true;
    } catch (IllegalArgumentException | IOException lacking) {
      return false;
    }
  }

  /// The letters of a line from left to right, as they are seen.
  static String visual(String line) {
    var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    if (bidi.isLeftToRight()) {
      return line;
    }
    var runs = new ArrayList<String>();
    byte[] levels = new byte[bidi.getRunCount()];
    for (int run = 0; run < levels.length; run++) {
      levels[run] = (byte) bidi.getRunLevel(run);
      var text = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      runs.add(levels[run] % 2 == 0 ? text : reversed(text));
    }
    var ordered = runs.toArray();
    Bidi.reorderVisually(levels, 0, ordered, 0, ordered.length);
    return String.join("", Arrays.asList(ordered).stream().map(String::valueOf).toList());
  }

  /// Marks stay with their letters, and brackets open towards what is between them (UAX #9, L3 and
  /// L4).
  private static String reversed(String text) {
    var letters = CLUSTER.matcher(text).results().map(MatchResult::group).toList();
    return letters.reversed().stream()
        .map(letter -> MIRRORED.getOrDefault(letter, letter))
        .collect(Collectors.joining());
  }

  private static void code(QrCode code, float top, PDPageContentStream content) throws IOException {
    float module = CODE_SIZE / code.size();
    float left = PDRectangle.A4.getWidth() - MARGIN - CODE_SIZE;
    float upper = top - (HEIGHT - CODE_SIZE) / 2;
    for (var run : code.runs()) {
      content.addRect(
          left + run.x() * module, upper - (run.y() + 1) * module, run.length() * module, module);
    }
    content.fill();
  }
}
