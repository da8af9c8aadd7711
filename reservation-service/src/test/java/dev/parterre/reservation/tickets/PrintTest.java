package dev.parterre.reservation.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.decoder.Decoder;
import dev.parterre.reservation.catalog.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tickets on paper and as pictures: read back by other programs than those that wrote them.
class PrintTest {

  private static final Occasion SHOW =
      new Occasion(
          "Der Sturm", "Thursday, 1 January 2099, 20:00 (CET)", "Burg", "K7Q2M9A", "Zoë Ångström");

  private static Ticket ticket(int number) {
    var token = "eyJhbGciOiJFZERTQSIsImtpZCI6IjE3LjMifQ.".repeat(4) + "-_" + number;
    return new Ticket(
        "A-" + number,
        null,
        "Row 1, seat " + number,
        "Stalls",
        "child",
        Money.of("45.00", "EUR"),
        token);
  }

  private static byte[] pdf(Occasion occasion, List<Ticket> tickets) throws Exception {
    var out = new ByteArrayOutputStream();
    TicketPdf.write(occasion, tickets, out);
    return out.toByteArray();
  }

  @Test
  void a_qr_code_says_what_it_was_made_from() throws Exception {
    var code = new QrCode(ticket(1).token());
    var modules = new BitMatrix(code.size());
    code.runs().forEach(run -> modules.setRegion(run.x(), run.y(), run.length(), 1));

    assertThat(new Decoder().decode(modules).getText()).isEqualTo(ticket(1).token());
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
          .containsExactlyInAnyOrder(ticket(1).token(), ticket(2).token(), ticket(3).token());
      assertThat(codes(document, 1)).containsExactly(ticket(4).token());
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
    var ticket = new Ticket(name, null, name, name, name, Money.of("45", "JPY"), ticket(1).token());
    assertThat(pdf(occasion, List.of(ticket)))
        .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));

    var svg = TicketSvg.draw(occasion, ticket);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(name + ", " + name + ", K7Q2M9A");
  }

  @Test
  void hebrew_is_written_from_right_to_left() throws Exception {
    var occasion = new Occasion("שלום", SHOW.when(), "Burg", "K7Q2M9A", "Zoë");
    try (PDDocument document = Loader.loadPDF(pdf(occasion, List.of(ticket(1))))) {
      assertThat(new PDFTextStripper().getText(document)).contains("שלום");
    }
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
