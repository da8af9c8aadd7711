package dev.parterre.browser.java.util;

import java.util.ArrayList;
import java.util.stream.Stream;

/// Methods of `String`: where they are put, `this` is one.
public final class StringMethods {

  public Stream<String> lines() {
    var text = toString();
    var lines = new ArrayList<String>();
    for (var start = 0; start < text.length(); ) {
      var end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      lines.add(text.substring(start, end));
      start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    return lines.stream();
  }
}
