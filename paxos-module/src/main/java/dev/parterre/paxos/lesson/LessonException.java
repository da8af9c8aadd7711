package dev.parterre.paxos.lesson;

import java.io.Serial;

/// A script cannot be read, asks for what cannot be, or expects what is not so. Its message is a
/// sentence for the author of the script.
public final class LessonException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  LessonException(String sentence) {
    super(sentence);
  }

  LessonException inLine(int number) {
    return new LessonException("line " + number + ": " + getMessage());
  }
}
