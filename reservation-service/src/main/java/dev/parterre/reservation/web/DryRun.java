package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;

/// Whether a request is only to be checked: the query parameter `dryRun`. A controller method that
/// has a parameter of this type gets the request's. Whoever misspells its value would not want the
/// request to be carried out.
public record DryRun(boolean wanted) {

  static DryRun of(@Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Problems.malformed("The parameter dryRun is \"true\" or \"false\".");
    }
    return new DryRun("true".equals(text));
  }
}
