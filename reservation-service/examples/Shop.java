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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// A shop that sells one seat and takes a payment for it, and is right in each crash: it repeats
/// every step from the first under keys that it derives from one reference (docs/PAYMENTS.md).
///
/// Call: `java Shop.java URL EVENT SEAT [--crash-after STEP]`, in a folder of its own, with the
/// admin token in `PARTERRE_ADMIN_TOKEN`. The steps: note, hold, bind, authorise, reserve, capture.
final class Shop {

  private static final Path REFERENCE = Path.of("reference");
  private static final int TRIES = 40;
  private static final int CRASH = 9;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Provider provider = new Provider();
  private final String url;
  private final String event;
  private final String seat;
  private final String crashAfter;

  private Shop(List<String> call) {
    url = call.get(0) + "/api/v1";
    event = call.get(1);
    seat = call.get(2);
    crashAfter = call.size() == 5 && call.get(3).equals("--crash-after") ? call.get(4) : "";
  }

  public static void main(String[] call) throws Exception {
    new Shop(Arrays.asList(call)).sell();
  }

  private void sell() throws IOException, InterruptedException {
    if (!Files.exists(REFERENCE)) {
      write(REFERENCE, "payment-" + UUID.randomUUID());
    }
    var reference = Files.readString(REFERENCE);
    done("note");

    var held =
        post("/events/" + event + "/holds", "{\"seats\": [\"" + seat + "\"]}", "hold-" + reference);
    if (held.statusCode() != 201) {
      end("The seat cannot be had: " + held.body());
      return;
    }
    var hold = member("holdId", held);
    done("hold");

    var binding = "{\"reference\": \"" + reference + "\", \"seconds\": 900}";
    var bound = post("/holds/" + hold + "/payment", binding, "bind-" + reference);
    if (bound.statusCode() != 200) {
      giveBack(reference);
      return;
    }
    done("bind");

    provider.set(reference, "authorised", "captured");
    done("authorise");

    var customer = "{\"name\": \"Ann\", \"email\": \"ann@example.org\"}";
    var redeeming = "{\"holdId\": \"" + hold + "\", \"customer\": " + customer + "}";
    var reserved = post("/reservations", redeeming, "reserve-" + reference);
    if (reserved.statusCode() != 201) {
      giveBack(reference);
      return;
    }
    done("reserve");

    provider.set(reference, "captured", "");
    done("capture");

    var note = "{\"status\": \"paid\", \"method\": \"card\"}";
    var reservation = member("reservationId", reserved);
    post("/reservations/" + reservation + "/payment", note, "paid-" + reference);
    end("Sold: " + member("code", reserved));
  }

  /// The hold is over, or was: nothing was reserved.
  private void giveBack(String reference) throws IOException {
    provider.set(reference, "cancelled", "");
    end("The payment took too long; it is given back.");
  }

  private void end(String words) throws IOException {
    Files.delete(REFERENCE);
    System.out.println(words);
  }

  private void done(String step) {
    if (step.equals(crashAfter)) {
      System.out.println("crash after " + step);
      Runtime.getRuntime().halt(CRASH);
    }
  }

  /// Asks until there is an answer: the key makes sure that it is done once.
  private HttpResponse<String> post(String path, String body, String key)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(8))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .header("Authorization", "Bearer " + System.getenv("PARTERRE_ADMIN_TOKEN"))
            .POST(BodyPublishers.ofString(body))
            .build();
    for (int i = 0; i < TRIES; i++) {
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() < 500) {
          return answer;
        }
      } catch (IOException noAnswer) {
        // Perhaps it was done, perhaps not.
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    throw new IOException("no answer from " + url + "; run me again");
  }

  /// Whole or not at all, whatever happens meanwhile.
  private static void write(Path file, String text) throws IOException {
    var fresh = Path.of(file + ".new");
    Files.writeString(fresh, text, CREATE, WRITE, TRUNCATE_EXISTING, DSYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String member(String name, HttpResponse<String> answer) {
    var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(answer.body());
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + answer.body());
    }
    return found.group(1);
  }

  /// Pretends to be who takes the money: one payment a reference, in one file.
  private static final class Provider {

    /// @param unless a state that stays as it is
    void set(String reference, String state, String unless) throws IOException {
      var file = Path.of("provider-" + reference);
      if (!Files.exists(file) || !Files.readString(file).equals(unless)) {
        write(file, state);
      }
    }
  }
}
