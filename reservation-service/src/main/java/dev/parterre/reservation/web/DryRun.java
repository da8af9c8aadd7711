package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;

/// Whether a request is only to be checked: the query parameter `dryRun`. A controller method that
/// has a parameter of this type gets the request's. Other values than `true` and `false` are
/// refused: a client that misspells one would not want the request to be carried out.
public record DryRun(boolean wanted) {

  static DryRun of(@Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Problems.malformed("The parameter dryRun must be \"true\" or \"false\".");
    }
    return new DryRun("true".equals(text));
  }
}
