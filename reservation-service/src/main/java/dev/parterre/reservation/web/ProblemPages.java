package dev.parterre.reservation.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves a page for each kind of problem, at the address that its `type` names.
@RestController
final class ProblemPages {

  private static final String STYLE =
      """
      body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto;
        padding: 0 1rem; color: #1c2230; background: #fff }
      h1 { line-height: 1.2 }
      code { background: #eef0f4; padding: .1em .3em; border-radius: .2em }
      @media (prefers-color-scheme: dark) {
        body { color: #e6e8ee; background: #14171f }
        code { background: #262b38 }
      }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final String policy = POLICY.formatted(digest(STYLE));

  @GetMapping("/problems/{slug}")
  ResponseEntity<byte[]> page(@PathVariable String slug) {
    Problem problem = Problem.ofSlug(slug).orElseThrow(Problems::notFound);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .header("Content-Security-Policy", policy)
        .body(html(problem).getBytes(StandardCharsets.UTF_8));
  }

  private static String html(Problem problem) {
    var explanation = Explanation.of(problem);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s – Parterre</title>
    <style>%5$s</style>
    </head>
    <body>
    <main>
    <h1>%1$s</h1>
    <p>Status <code>%2$d</code>, type <code>%3$s</code></p>
    <h2>When it occurs</h2>
    <p>%4$s</p>
    <h2>What to do</h2>
    <p>%6$s</p>
    </main>
    </body>
    </html>
    """
        .formatted(
            problem.title(),
            problem.status().value(),
            problem.type(),
            explanation.when(),
            STYLE,
            explanation.remedy());
  }

  private static String digest(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
