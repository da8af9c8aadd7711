package dev.parterre.reservation.tickets;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Draws a ticket as SVG, upright, so that the code is large on a telephone.
public final class TicketSvg {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 640;
  private static final int MARGIN = 24;
  private static final int CODE_SIZE = WIDTH - 2 * MARGIN;
  private static final int CODE_TOP = 234;
  private static final int TITLE_LETTERS = 22;
  private static final int DETAIL_LETTERS = 44;

  private final StringBuilder out = new StringBuilder();

  private TicketSvg() {}

  /// @param token of the ticket, signed
  public static String draw(Occasion occasion, Ticket ticket, String token) {
    return new TicketSvg().drawn(occasion, ticket, token);
  }

  private String drawn(Occasion occasion, Ticket ticket, String token) {
    append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        role="img" font-family="sans-serif">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="#fff"/>
        """,
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        escaped(occasion.event() + ", " + ticket.label() + ", " + occasion.code()));
    int y = MARGIN + 24;
    for (var line : Wrapping.lines(occasion.event(), 2, TicketSvg::width, TITLE_LETTERS)) {
      text(line, y, 24, "bold");
      y += 30;
    }
    for (var line : Wrapping.lastLines(ticket.label(), 2, TicketSvg::width, TITLE_LETTERS)) {
      text(line, y, 22, "normal");
      y += 28;
    }
    for (var line : details(occasion, ticket)) {
      text(line, y, 14, "normal");
      y += 19;
    }
    code(new QrCode(token));
    text(occasion.code(), HEIGHT - MARGIN, 22, "bold");
    return out.append("</svg>\n").toString();
  }

  /// Numbers are for programs, whatever language this one speaks.
  private void append(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  private static List<String> details(Occasion occasion, Ticket ticket) {
    return occasion.details(ticket).stream()
        .flatMap(detail -> Wrapping.lines(detail, 1, TicketSvg::width, DETAIL_LETTERS).stream())
        .toList();
  }

  /// In letters of usual width; those of East Asia are as wide as two.
  private static double width(String line) {
    return line.codePoints().mapToDouble(letter -> letter >= 0x1100 ? 2 : 1).sum();
  }

  /// Each line finds its own direction.
  private void text(String line, int y, int size, String weight) {
    append(
        """
        <text x="%d" y="%d" font-size="%d" font-weight="%s" unicode-bidi="plaintext">%s</text>
        """,
        MARGIN, y, size, weight, escaped(line));
  }

  private void code(QrCode code) {
    int modules = code.size() + 2 * QrCode.QUIET;
    var path =
        code.runs().stream()
            .map(
                run ->
                    "M"
                        + run.x()
                        + " "
                        + run.y()
                        + "h"
                        + run.length()
                        + "v1h-"
                        + run.length()
                        + "z")
            .collect(Collectors.joining());
    append(
        """
        <svg x="%d" y="%d" width="%d" height="%d" viewBox="-%d -%d %d %d" \
        shape-rendering="crispEdges"><path d="%s"/></svg>
        """,
        MARGIN, CODE_TOP, CODE_SIZE, CODE_SIZE, QrCode.QUIET, QrCode.QUIET, modules, modules, path);
  }

  private static String escaped(String text) {
    return Wrapping.visible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
