package dev.parterre.reservation.web;

/// The header that says how many commands had been applied in the state that an answer shows.
public final class LogIndex {

  public static final String HEADER = "Log-Index";

  private LogIndex() {}
}
