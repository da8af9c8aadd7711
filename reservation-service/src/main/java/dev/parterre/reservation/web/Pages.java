package dev.parterre.reservation.web;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;

/// Where the files of the pages are, and how long a browser may cache them: files with a hash in
/// their name for a year, the others only if it revalidates them each time.
final class Pages {

  private static final String FILES = "META-INF/resources";
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private Pages() {}

  static void addTo(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/" + FILES + "/assets/")
        .setCacheControl(CacheControl.maxAge(FOR_EVER).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations("classpath:/" + FILES + "/")
        // All files in the jar have the same date, whatever the version: a browser would keep the
        // old page.
        .setUseLastModified(false)
        .setCacheControl(CacheControl.noCache());
  }

  static void addTo(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/index.html");
  }

  static boolean has(String path) {
    return !path.startsWith("/api/")
        && !path.endsWith("/")
        && new ClassPathResource(FILES + path).isReadable();
  }
}
