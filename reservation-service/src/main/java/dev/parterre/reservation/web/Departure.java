package dev.parterre.reservation.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Stops the server without failing any request: no new connection is accepted, requests on open
/// connections are answered with `Connection: close`, and the server stops when there have been
/// none for 300 ms, or after ten seconds.
///
/// Tomcat's own graceful stop answers later requests on an open connection with a bare 503.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 99)
final class Departure implements Filter, SmartLifecycle, ApplicationListener<ContextClosedEvent> {

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(10);

  private final ApplicationContext context;
  private final AtomicInteger open = new AtomicInteger();
  private volatile long lastNanos;
  private volatile boolean leaving;
  private volatile boolean running;

  Departure(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    open.incrementAndGet();
    try {
      if (leaving && response instanceof HttpServletResponse http) {
        http.setHeader(HttpHeaders.CONNECTION, "close");
      }
      chain.doFilter(request, response);
    } finally {
      lastNanos = System.nanoTime();
      open.decrementAndGet();
    }
  }

  /// Called before anything is stopped: a client whose stream ends must not open it here again.
  @Override
  public void onApplicationEvent(ContextClosedEvent closing) {
    if (closing.getApplicationContext().equals(context)) {
      leaving = true;
      lastNanos = System.nanoTime();
      if (context instanceof ServletWebServerApplicationContext web
          && web.getWebServer() instanceof TomcatWebServer tomcat) {
        letNobodyIn(tomcat);
      }
    }
  }

  private static void letNobodyIn(TomcatWebServer server) {
    for (var connector : server.getTomcat().getService().findConnectors()) {
      if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
        protocol.closeServerSocketGraceful();
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /// Called after the streams have ended and before the server stops.
  @Override
  public void stop() {
    running = false;
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!isQuiet() && System.nanoTime() - deadline < 0) {
        Thread.sleep(STEP);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isQuiet() {
    return open.get() == 0 && System.nanoTime() - lastNanos > QUIET.toNanos();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1;
  }
}
