package dev.parterre.browser.java.util;

/// The one in which a letter has its other case whatever the language.
public final class Locale {

  public static final Locale ROOT = new Locale();

  private Locale() {}

  public String toLanguageTag() {
    return "und";
  }
}
