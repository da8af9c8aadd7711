package dev.parterre.reservation.tickets;

import java.util.List;
import java.util.stream.Collectors;

/// Draws a ticket as SVG.
public final class TicketSvg {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int MARGIN = 24;
  private static final int CODE_SIZE = 200;
  private static final int TITLE_LETTERS = 24;
  private static final int DETAIL_LETTERS = 48;

  private final StringBuilder out = new StringBuilder();

  private TicketSvg() {}

  public static String draw(Occasion occasion, Ticket ticket) {
    return new TicketSvg().drawn(occasion, ticket);
  }

  private String drawn(Occasion occasion, Ticket ticket) {
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        role="img" font-family="sans-serif">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="#fff"/>
        """
            .formatted(
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                escaped(occasion.event() + ", " + ticket.label() + ", " + occasion.code())));
    int y = MARGIN + 24;
    for (var line : lines(occasion.event(), 2, TITLE_LETTERS)) {
      text(line, y, 24, "bold");
      y += 30;
    }
    for (var line : lines(ticket.label(), 2, TITLE_LETTERS)) {
      text(line, y, 22, "normal");
      y += 28;
    }
    for (var detail : occasion.details(ticket)) {
      for (var line : lines(detail, 1, DETAIL_LETTERS)) {
        text(line, y, 14, "normal");
        y += 20;
      }
    }
    text(occasion.code(), HEIGHT - MARGIN, 18, "bold");
    code(new QrCode(ticket.token()));
    return out.append("</svg>\n").toString();
  }

  private static List<String> lines(String text, int count, int letters) {
    return Wrapping.lines(text, count, line -> line.codePointCount(0, line.length()), letters);
  }

  /// Each line finds its own direction.
  private void text(String line, int y, int size, String weight) {
    out.append(
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" unicode-bidi=\"plaintext\">%s</text>%n"
            .formatted(MARGIN, y, size, weight, escaped(line)));
  }

  private void code(QrCode code) {
    int modules = code.size() + 2 * QrCode.QUIET;
    var path =
        code.runs().stream()
            .map(run -> "M%d %dh%dv1h-%dz".formatted(run.x(), run.y(), run.length(), run.length()))
            .collect(Collectors.joining());
    out.append(
        """
        <svg x="%d" y="%d" width="%d" height="%d" viewBox="-%d -%d %d %d" \
        shape-rendering="crispEdges"><path d="%s"/></svg>
        """
            .formatted(
                WIDTH - MARGIN - CODE_SIZE,
                (HEIGHT - CODE_SIZE) / 2,
                CODE_SIZE,
                CODE_SIZE,
                QrCode.QUIET,
                QrCode.QUIET,
                modules,
                modules,
                path));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
