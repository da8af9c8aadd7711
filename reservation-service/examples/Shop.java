import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A shop that sells one seat and takes a payment for it, and is right in each crash: it repeats
/// every step from the first under keys that it derives from one reference (docs/PAYMENTS.md).
///
/// Call: `java Shop.java URL EVENT SEAT [--crash-after STEP]`, in a folder of its own, with the
/// admin token in `PARTERRE_ADMIN_TOKEN`. The steps: note, hold, bind, authorise, reserve, capture.
/// A cart that was begun is finished first, whatever the call says.
final class Shop {

  private static final Path NOTES = Path.of("cart");
  private static final int TRIES = 40;
  private static final int CRASH = 9;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String crashAfter;
  private final String event;
  private final String seat;
  private final String reference;
  private final Provider provider;

  /// @param cart event, seat and reference
  private Shop(String url, String crashAfter, List<String> cart) {
    this.url = url + "/api/v1";
    this.crashAfter = crashAfter;
    event = cart.get(0);
    seat = cart.get(1);
    reference = cart.get(2);
    provider = new Provider(Path.of("provider-" + reference));
  }

  public static void main(String[] call) throws Exception {
    if (!Files.exists(NOTES)) {
      write(NOTES, String.join("\n", call[1], call[2], "payment-" + UUID.randomUUID()));
    }
    new Shop(call[0], call.length > 4 ? call[4] : "", Files.readAllLines(NOTES)).sell();
  }

  private void sell() throws IOException, InterruptedException {
    done("note");
    var held = post("/events/" + event + "/holds", "{\"seats\": [\"" + seat + "\"]}", "hold-");
    if (held.statusCode() == 409) {
      // The seat is taken; after a very long outage perhaps by this cart's own reservation.
      finish(reservation());
      return;
    }
    var hold = member("holdId", expect(201, held));
    done("hold");

    var binding = "{\"reference\": \"" + reference + "\", \"seconds\": 900}";
    var bound = post("/holds/" + hold + "/payment", binding, "bind-");
    if (isOver(bound)) {
      finish(reservation());
      return;
    }
    expect(200, bound);
    done("bind");

    provider.authorise();
    done("authorise");

    var customer = "{\"name\": \"Ann\", \"email\": \"ann@example.org\"}";
    var redeeming = "{\"holdId\": \"" + hold + "\", \"customer\": " + customer + "}";
    var reserved = post("/reservations", redeeming, "reserve-");
    finish(isOver(reserved) ? reservation() : Optional.of(expect(201, reserved)));
  }

  /// Takes the money for a reservation, or gives it back if there is none.
  private void finish(Optional<HttpResponse<String>> reserved)
      throws IOException, InterruptedException {
    if (reserved.isEmpty()) {
      provider.giveBack();
      end("Nothing was sold, and nothing is to be paid.");
      return;
    }
    done("reserve");
    provider.capture();
    done("capture");
    var payment = "/reservations/" + member("reservationId", reserved.get()) + "/payment";
    var noted = expect(200, post(payment, "{\"status\": \"paid\"}", "paid-"));
    if (member("status", noted).equals("cancelled")) {
      provider.giveBack();
      expect(200, post(payment, "{\"status\": \"refunded\"}", "refunded-"));
      end("It was cancelled meanwhile; the money is given back.");
      return;
    }
    end("Sold: " + member("code", noted));
  }

  private static boolean isOver(HttpResponse<String> answer) {
    int status = answer.statusCode();
    return status == 410 || status == 409 || status == 404;
  }

  /// The reservation that this cart made before, if there is one: keys are remembered for a day.
  private Optional<HttpResponse<String>> reservation() throws IOException, InterruptedException {
    var path = "/events/" + event + "/reservations?q=" + reference;
    var found = expect(200, ask(request(path).GET().build()));
    return found.body().contains("\"reservationId\"") ? Optional.of(found) : Optional.empty();
  }

  private void end(String words) throws IOException {
    Files.delete(NOTES);
    System.out.println(words);
  }

  private void done(String step) {
    if (step.equals(crashAfter)) {
      System.out.println("crash after " + step);
      Runtime.getRuntime().halt(CRASH);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(8))
        .header("Authorization", "Bearer " + System.getenv("PARTERRE_ADMIN_TOKEN"));
  }

  private HttpResponse<String> post(String path, String body, String step)
      throws IOException, InterruptedException {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", step + reference)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /// Asks until there is an answer: the key makes sure that it is done once.
  private HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() < 500 && !answer.body().contains("/request-in-progress\"")) {
          return answer;
        }
      } catch (IOException noAnswer) {
        // Perhaps it was done, perhaps not.
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    throw new IOException("no answer from " + url + "; run me again");
  }

  /// With any other answer a person has to look: the notes stay.
  private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return answer;
  }

  /// The first member of this name.
  private static String member(String name, HttpResponse<String> answer) {
    var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(answer.body());
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + answer.body());
    }
    return found.group(1);
  }

  /// Whole or not at all, whatever happens meanwhile.
  private static void write(Path file, String text) throws IOException {
    var fresh = Path.of(file + ".new");
    Files.writeString(fresh, text, CREATE, WRITE, TRUNCATE_EXISTING, DSYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Pretends to be who takes the money: one payment a reference, in one file.
  private record Provider(Path file) {

    private String state() throws IOException {
      return Files.exists(file) ? Files.readString(file) : "none";
    }

    /// What was done before stays done.
    void authorise() throws IOException {
      if (state().equals("none")) {
        write(file, "authorised");
      }
    }

    void capture() throws IOException {
      if (!state().equals("given back")) {
        write(file, "captured");
      }
    }

    void giveBack() throws IOException {
      if (!state().equals("none")) {
        write(file, "given back");
      }
    }
  }
}
