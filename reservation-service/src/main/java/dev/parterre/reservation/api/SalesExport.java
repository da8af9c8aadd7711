package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.Bill;
import dev.parterre.reservation.boxoffice.Reservation;
import dev.parterre.reservation.boxoffice.TicketCode;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Rfc3339;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.HttpHeaders;

/// Writes sales as CSV (RFC 4180), row by row. What a spreadsheet would take for a formula gets an
/// apostrophe before it, at the beginning of a text and after what some spreadsheets take for a
/// separator ([OWASP](https://owasp.org/www-community/attacks/CSV_Injection)).
final class SalesExport {

  private static final Pattern FORMULA_START =
      Pattern.compile("(^|[;,\\t\\r\\n])(\\s*)(?=[=+\\-@\\t\\r＝＋－＠])");

  static final String TYPE = "text/csv";

  private final CSVPrinter rows;

  SalesExport(OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    rows = new CSVPrinter(writer, CSVFormat.RFC4180);
  }

  /// Begins the answer to a request for a file.
  ///
  /// @param what the file's name begins with this
  static SalesExport begin(String what, EventId event, long index, HttpServletResponse response)
      throws IOException {
    response.setContentType(TYPE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(LogIndex.HEADER, Long.toString(index));
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"%s-%s.csv\"".formatted(what, event));
    return new SalesExport(response.getOutputStream());
  }

  /// The first row of a ticket says `admitted`, others `again`.
  void writeAdmissions(Stream<AdmissionView> admissions) throws IOException {
    rows.printRecord("code", "seat", "area", "place", "ticket", "result", "admittedAt", "gate");
    for (var all = admissions.iterator(); all.hasNext(); ) {
      var admission = all.next();
      write(admission, "admitted", admission.admittedAt(), admission.gate());
      for (var again : admission.again()) {
        write(admission, "again", again.admittedAt(), again.gate());
      }
    }
  }

  private void write(AdmissionView admission, String result, Instant at, String gate)
      throws IOException {
    rows.printRecord(
        admission.code(),
        harmless(Objects.requireNonNullElse(admission.seat(), "")),
        harmless(Objects.requireNonNullElse(admission.area(), "")),
        admission.place() == null ? "" : admission.place().toString(),
        admission.ticket(),
        result,
        Rfc3339.write(at),
        harmless(gate));
  }

  void writeReservations(Stream<Reservation> reservations, Function<Reservation, Bill> bills)
      throws IOException {
    rows.printRecord(
        "code",
        "status",
        "createdAt",
        "name",
        "email",
        "tickets",
        "seats",
        "discountCode",
        "total",
        "currency",
        "payment",
        "method",
        "reference");
    for (var all = reservations.iterator(); all.hasNext(); ) {
      write(all.next(), bills);
    }
  }

  private void write(Reservation reservation, Function<Reservation, Bill> bills)
      throws IOException {
    var bill = bills.apply(reservation);
    var labels = bill.lines().stream().map(Bill.Line::label).collect(Collectors.joining("; "));
    rows.printRecord(
        TicketCode.of(reservation.number()),
        reservation.cancelled() ? "cancelled" : "reserved",
        Rfc3339.write(Instant.ofEpochMilli(reservation.createdAtMillis())),
        harmless(reservation.customer().name()),
        harmless(reservation.customer().email()),
        bill.lines().stream().mapToInt(Bill.Line::quantity).sum(),
        harmless(labels),
        harmless(reservation.allocation().discountCode()),
        bill.total().amount().toPlainString(),
        bill.total().currency().getCurrencyCode(),
        PaymentView.word(reservation.payment().status()),
        harmless(reservation.payment().method()),
        harmless(reservation.payment().reference()));
  }

  void writeTickets(Stream<Reservation> reservations, Function<Reservation, Bill> bills)
      throws IOException {
    rows.printRecord(
        "id",
        "label",
        "category",
        "type",
        "quantity",
        "price",
        "currency",
        "code",
        "name",
        "email");
    for (var all = reservations.iterator(); all.hasNext(); ) {
      var reservation = all.next();
      for (var line : bills.apply(reservation).lines()) {
        write(line, reservation);
      }
    }
  }

  private void write(Bill.Line line, Reservation reservation) throws IOException {
    rows.printRecord(
        harmless(line.id()),
        harmless(line.label()),
        harmless(line.category()),
        harmless(line.type()),
        line.quantity(),
        line.price().amount().toPlainString(),
        line.price().currency().getCurrencyCode(),
        TicketCode.of(reservation.number()),
        harmless(reservation.customer().name()),
        harmless(reservation.customer().email()));
  }

  private static String harmless(String text) {
    return FORMULA_START.matcher(text).replaceAll("$1$2'");
  }

  /// To be called at the end only: after a failure, what was not sent yet must not make the file
  /// look whole.
  void finish() throws IOException {
    rows.flush();
  }
}
