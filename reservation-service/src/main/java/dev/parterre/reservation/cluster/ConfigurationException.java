package dev.parterre.reservation.cluster;

/// The configuration cannot be started with. Its message is one sentence that names the property.
final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigurationException(String sentence) {
    super(sentence);
  }

  ConfigurationException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
