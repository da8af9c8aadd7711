package dev.parterre.browser;

import dev.parterre.paxos.lesson.Lesson;
import dev.parterre.paxos.lesson.Wanted;
import org.teavm.jso.JSExport;

/// What a page can call.
public final class LessonRoom {

  private LessonRoom() {}

  /// Plays a script from its first line to its last.
  ///
  /// @return what happened, as the file beside a lesson has it
  @JSExport
  public static String transcript(String script) {
    return Lesson.transcript(Lesson.read(script).play(Wanted.NOTHING));
  }
}
