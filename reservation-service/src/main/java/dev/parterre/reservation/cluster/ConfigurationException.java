package dev.parterre.reservation.cluster;

/// This replica cannot start with its configuration. The message is one sentence that names the
/// property.
final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigurationException(String sentence) {
    super(sentence);
  }

  ConfigurationException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
