package dev.parterre.reservation.web;

import dev.parterre.reservation.catalog.Money;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The HTTP layer alone, with a few paths for tests. No other test finds it by scanning.
@EnableAutoConfiguration
@ComponentScan
class WebTestApplication {

  static final AtomicInteger echoes = new AtomicInteger();

  record Body(
      @Nullable String name,
      @Nullable Integer count,
      @Nullable Boolean flag,
      @Nullable List<String> tags,
      @Nullable Instant at,
      @Nullable Money price) {}

  @Bean
  Filter failingFilter() {
    return (request, response, chain) -> {
      if (((HttpServletRequest) request).getRequestURI().endsWith("/filter-failure")) {
        throw new IllegalStateException("a secret");
      }
      chain.doFilter(request, response);
    };
  }

  @RestController
  @TestComponent
  static class Paths {

    @PostMapping("/api/v1/echo")
    Body echo(@RequestBody Body body) {
      echoes.incrementAndGet();
      return body;
    }

    @PostMapping({"/api/v1/bytes", "/api/v1/venues"})
    int bytes(@RequestBody byte[] body) {
      return body.length;
    }

    @Admin
    @PostMapping("/api/v1/admin")
    Body admin(@RequestBody Body body) {
      return body;
    }

    @GetMapping({"/api/v1/list", "/api/v1/other-list"})
    Map<String, Object> list(
        ReadMode mode, PageRequest page, @RequestParam Optional<Boolean> flag) {
      var after = Objects.requireNonNullElse(page.after(), "");
      var found =
          List.of("a", "b", "c").stream()
              .filter(item -> item.compareTo(after) > 0)
              .limit(page.limit() + 1L)
              .toList();
      return Map.of("mode", mode.toString(), "page", page.page(found, item -> item));
    }

    @PostMapping("/api/v1/key")
    IdempotencyKey key(IdempotencyKey key) {
      return key;
    }

    @GetMapping("/api/v1/seats/{seat}")
    List<String> seat(@PathVariable String seat) {
      return List.of(seat);
    }

    @GetMapping("/api/v1/failure")
    String failure() {
      throw new IllegalStateException("a secret");
    }
  }
}
