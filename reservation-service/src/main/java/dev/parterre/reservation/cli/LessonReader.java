package dev.parterre.reservation.cli;

import dev.parterre.paxos.lesson.LessonException;
import dev.parterre.paxos.lesson.Page;
import dev.parterre.paxos.lesson.Rehearsal;
import dev.parterre.paxos.lesson.Wanted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// Shows a lesson at a terminal, where the reader decides when to continue.
final class LessonReader {

  private static final String KEYS =
      "Enter: next   b: back   a number: that step   s: the stage   q: quit";

  private final BufferedReader in;
  private final PrintWriter out;

  LessonReader(BufferedReader in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  /// Shows one page after another, until the last one or until the reader quits.
  void read(List<Page> pages) throws IOException {
    out.println(KEYS);
    out.println();
    for (var at = 0; at < pages.size(); ) {
      pages.get(at).lines().forEach(out::println);
      at = next(pages, at);
    }
  }

  /// @return the index of the next page; beyond the last page to quit
  private int next(List<Page> pages, int at) throws IOException {
    while (true) {
      out.print("[" + (at + 1) + "/" + pages.size() + "] ");
      out.flush();
      var answer = in.readLine();
      if (answer == null || answer.strip().equals("q")) {
        return pages.size();
      } else if (answer.isBlank()) {
        return at + 1;
      } else if (answer.strip().equals("b")) {
        return Math.max(0, at - 1);
      } else if (answer.strip().equals("s")) {
        pages.get(at).sketch().forEach(line -> out.println("    " + line));
      } else if (answer.strip().matches("\\d{1,4}")) {
        var wanted = Integer.parseInt(answer.strip());
        if (wanted >= 1 && wanted <= pages.size()) {
          return wanted - 1;
        }
        out.println("The steps are 1 to " + pages.size() + ".");
      } else {
        out.println(KEYS);
      }
    }
  }

  /// Plays what is typed, line by line. After a wrong line it says why, and continues.
  void rehearse(Wanted wanted) throws IOException {
    out.println("Type instructions, \"help\" for a list of them, \"q\" to quit.");
    var rehearsal = new Rehearsal(wanted);
    while (true) {
      out.print("> ");
      out.flush();
      var line = in.readLine();
      if (line == null || line.strip().equals("q")) {
        return;
      } else if (line.strip().equals("help")) {
        Rehearsal.usages().forEach(out::println);
        continue;
      }
      try {
        rehearsal.play(line).forEach(each -> out.println("    " + each));
      } catch (LessonException wrong) {
        out.println("    " + wrong.getMessage());
      }
    }
  }
}
