package dev.parterre.browser;

import dev.parterre.paxos.lesson.Lesson;
import dev.parterre.paxos.lesson.Wanted;
import org.teavm.jso.JSExport;

/// What a page can call.
public final class LessonRoom {

  private LessonRoom() {}

  /// Plays a script from its first line to its last.
  ///
  /// @param script one instruction a line
  /// @return what happened, as the file beside a lesson has it
  /// @throws dev.parterre.paxos.lesson.LessonException in JavaScript an `Error`: its message names
  ///   the line that cannot be read or carried out, or expects what is not so
  @JSExport
  public static String transcript(String script) {
    return Lesson.transcript(Lesson.read(script).play(Wanted.NOTHING));
  }
}
