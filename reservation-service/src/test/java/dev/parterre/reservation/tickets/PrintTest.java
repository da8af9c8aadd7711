package dev.parterre.reservation.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.decoder.Decoder;
import dev.parterre.reservation.boxoffice.Fixtures;
import dev.parterre.reservation.boxoffice.TicketKey;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Tickets on paper and as pictures: read back by other programs than those that wrote them.
class PrintTest {

  private static final Occasion SHOW =
      new Occasion(
          "Der Sturm", "Thursday, 1 January 2099, 20:00 (CET)", "Burg", "K7Q2M9A", "Zoë Ångström");

  private static Ticket ticket(int number) {
    return ticket("A-" + number, "Row 1, seat " + number, "child");
  }

  private static Ticket ticket(String seat, String label, String type) {
    var claims = new Token.Claims("17", "K7Q2M9A", seat, null, null, type);
    var token = new Token(new TicketKey.Id(new EventId("17"), 3), claims);
    return new Ticket(seat, null, label, "Stalls", type, Money.of("45.00", "EUR"), token);
  }

  /// As long as a signed token.
  private static String code(Ticket ticket) {
    return "eyJhbGciOiJFZERTQSIsImtpZCI6IjE3LjMifQ.".repeat(5) + ticket.seat();
  }

  private static byte[] pdf(Occasion occasion, List<Ticket> tickets) throws Exception {
    var out = new ByteArrayOutputStream();
    TicketPdf.write(occasion, tickets, PrintTest::code, out);
    return out.toByteArray();
  }

  @Test
  void a_qr_code_says_what_it_was_made_from() throws Exception {
    var code = new QrCode(code(ticket(1)));
    var modules = new BitMatrix(code.size());
    code.runs().forEach(run -> modules.setRegion(run.x(), run.y(), run.length(), 1));

    assertThat(new Decoder().decode(modules).getText()).isEqualTo(code(ticket(1)));
    assertThat(code.size()).isLessThanOrEqualTo(57);
  }

  @Test
  void the_pdf_has_every_ticket_and_scanners_can_read_it() throws Exception {
    var tickets = IntStream.rangeClosed(1, 4).mapToObj(PrintTest::ticket).toList();
    try (PDDocument document = Loader.loadPDF(pdf(SHOW, tickets))) {
      assertThat(document.getNumberOfPages()).isEqualTo(2);
      assertThat(document.getDocumentInformation().getTitle()).contains("Der Sturm");
      var text = new PDFTextStripper().getText(document);
      for (var expected :
          List.of("Der Sturm", "Row 1, seat 3", "Zoë Ångström", "K7Q2M9A", "Burg", "child")) {
        assertThat(text).contains(expected);
      }
      assertThat(codes(document, 0))
          .containsExactlyInAnyOrder(code(ticket(1)), code(ticket(2)), code(ticket(3)));
      assertThat(codes(document, 1)).containsExactly(code(ticket(4)));
    }
  }

  private static List<String> codes(PDDocument document, int page) throws Exception {
    var picture = new PDFRenderer(document).renderImageWithDPI(page, 150);
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    var source = new RGBLuminanceSource(width, height, pixels);
    var found =
        new QRCodeMultiReader()
            .decodeMultiple(
                new BinaryBitmap(new HybridBinarizer(source)),
                Map.of(DecodeHintType.TRY_HARDER, true));
    return Arrays.stream(found).map(it -> it.getText()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script> & \"Söhne\" ]]>",
        "שלום עולם 42",
        "مرحبا بالعالم",
        "こんにちは 😀 👨‍👩‍👧‍👦",
        "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W W"
            + " W",
        "\u202eevil\u202c\u200b\u00ad",
        "e\u0301\u0323 Ω Ж €"
      })
  void any_name_is_printed_and_stays_text(String name) throws Exception {
    var occasion = new Occasion(name, SHOW.when(), name, "K7Q2M9A", name);
    var ticket = ticket("A-1", name, name);
    assertThat(pdf(occasion, List.of(ticket)))
        .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));

    var svg = TicketSvg.draw(occasion, ticket, code(ticket));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(name + ", " + name + ", K7Q2M9A");
  }

  private static Document svg(Occasion occasion, Ticket ticket) throws Exception {
    var svg = TicketSvg.draw(occasion, ticket, code(ticket));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_picture_has_a_code_with_a_quiet_zone_that_no_text_touches() throws Exception {
    var name = "漢字".repeat(100);
    var ticket = ticket("A-1", "Upper Balcony Left (restricted view), Tier Row AA, Seat 104", "x");
    var document = svg(new Occasion(name, SHOW.when(), name, "K7Q2M9A", name), ticket);
    var frame = (Element) document.getElementsByTagName("svg").item(1);
    int[] box = ints(frame.getAttribute("viewBox"));
    var modules = new BitMatrix(box[2] - 8);
    for (var run : ((Element) frame.getFirstChild()).getAttribute("d").split("M")) {
      int[] at = ints(run);
      if (at.length > 0) {
        modules.setRegion(at[0], at[1], at[2], 1);
      }
    }

    assertThat(box).startsWith(-4, -4);
    assertThat(new Decoder().decode(modules).getText()).isEqualTo(code(ticket));
    int top = Integer.parseInt(frame.getAttribute("y"));
    int bottom = top + Integer.parseInt(frame.getAttribute("height"));
    var texts = document.getElementsByTagName("text");
    var all = new StringBuilder();
    for (int i = 0; i < texts.getLength(); i++) {
      var text = (Element) texts.item(i);
      int size = Integer.parseInt(text.getAttribute("font-size"));
      int y = Integer.parseInt(text.getAttribute("y"));
      assertThat(y < top || y - size > bottom).as(text.getTextContent()).isTrue();
      double width =
          text.getTextContent().codePoints().mapToDouble(it -> it >= 0x1100 ? 1 : 0.55).sum();
      assertThat(width * size).as(text.getTextContent()).isLessThan(376);
      all.append(text.getTextContent()).append('|');
    }
    assertThat(all).contains("Seat 104|", "K7Q2M9A|", "Stalls, x · 45.00 EUR", "…|");
  }

  private static int[] ints(String text) {
    return Pattern.compile("-?[0-9]+")
        .matcher(text)
        .results()
        .mapToInt(it -> Integer.parseInt(it.group()))
        .toArray();
  }

  @Test
  void the_language_of_the_machine_makes_no_difference() {
    var usual = Locale.getDefault();
    var expected = TicketSvg.draw(SHOW, ticket(1), code(ticket(1)));
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat("%d".formatted(7)).isNotEqualTo("7");
      assertThat(TicketSvg.draw(SHOW, ticket(1), code(ticket(1)))).isEqualTo(expected);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void characters_for_no_paper_are_left_out() throws Exception {
    var ticket = ticket("A-1", "Seat\u000b4\ufffe\ud83d", "x");
    assertThat(svg(SHOW, ticket).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Der Sturm, Seat 4  , K7Q2M9A");
    assertThat(pdf(SHOW, List.of(ticket))).isNotEmpty();
  }

  @Test
  void right_to_left_brackets_and_marks_stay_right() {
    assertThat(TicketPdf.visual("(\u05e9\u05dc) 42")).isEqualTo("42 (\u05dc\u05e9)");
    assertThat(TicketPdf.visual("\u05e9\u05b8\u05c1\u05dc")).isEqualTo("\u05dc\u05e9\u05b8\u05c1");
    assertThat(TicketPdf.visual("Row (1)")).isEqualTo("Row (1)");
  }

  @Test
  void times_are_those_of_the_venue() {
    var terms = Fixtures.eventWithOffers(60, Optional.of("Europe/Vienna")).terms();
    assertThat(Occasion.of(terms, "Burg", "K", "Zoë").when())
        .isEqualTo("Thursday, 1 January 2099, 20:00 (CET)");
    assertThat(Occasion.of(Fixtures.event(10, true, "A").terms(), "Burg", "K", "Zoë").when())
        .isEqualTo("Thursday, 1 January 2099, 19:00 (UTC)");
  }

  @Test
  void hebrew_is_written_from_right_to_left() throws Exception {
    var occasion = new Occasion("שלום", SHOW.when(), "Burg", "K7Q2M9A", "Zoë");
    try (PDDocument document = Loader.loadPDF(pdf(occasion, List.of(ticket(1))))) {
      assertThat(new PDFTextStripper().getText(document)).contains("שלום");
    }
  }

  @Test
  void of_a_place_that_is_too_long_the_end_is_kept() {
    assertThat(Wrapping.lastLines("Upper Balcony, Row 1, Seat 7", 1, String::length, 16))
        .containsExactly("… Row 1, Seat 7");
    assertThat(Wrapping.lastLines("Row 1, Seat 7", 1, String::length, 16))
        .containsExactly("Row 1, Seat 7");
    assertThat(Wrapping.lastLines("", 1, String::length, 5)).isEmpty();
    assertThat(Wrapping.lastLines("abcdefghij", 1, String::length, 5)).containsExactly("… hij");
  }

  @Test
  void lines_break_between_words_and_end_with_an_ellipsis() {
    assertThat(Wrapping.lines("one two three", 2, String::length, 8))
        .containsExactly("one two", "three");
    assertThat(Wrapping.lines("one two three four", 2, String::length, 8))
        .containsExactly("one two", "three f…");
    assertThat(Wrapping.lines("onetwothree", 2, String::length, 6))
        .containsExactly("onetwo", "three");
    assertThat(Wrapping.lines("one two", 1, String::length, 7)).containsExactly("one two");
    assertThat(Wrapping.lines("  ", 1, String::length, 7)).isEmpty();
    assertThat(Wrapping.lines("😀😀", 9, String::length, 1)).containsExactly("😀", "😀");
  }
}
