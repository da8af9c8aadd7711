package dev.parterre.reservation.cluster;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Backup;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Sends the whole state as a file, from which a new cluster can be founded. Only one backup at a
/// time: until it is sent, it keeps in memory what has been replaced in the state since.
@RestController
final class BackupController {

  private static final int RETRY_SECONDS = 10;

  private final PaxosNode<BoxOffice> node;
  private final Semaphore free = new Semaphore(1);

  BackupController(PaxosNode<BoxOffice> node) {
    this.node = node;
  }

  @Admin
  @GetMapping(path = "/api/v1/cluster/backup", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void backup(ReadMode mode, HttpServletResponse response) throws IOException {
    var consistency =
        switch (mode) {
          case ReadMode.Linearizable() -> new Consistency.Linearizable();
          case ReadMode.Local() -> Consistency.local();
          case ReadMode.AtLeast _ ->
              throw new ProblemException(
                  Problem.MALFORMED_REQUEST, "A backup takes no parameter minIndex.");
        };
    if (!free.tryAcquire()) {
      throw unavailable("This replica is already sending a backup; try again later.");
    }
    try {
      switch (node.backup(consistency).join()) {
        case Answer.Found<Backup>(var index, var backup) -> send(index, backup, response);
        case Answer.Unavailable<Backup>() ->
            throw unavailable("No quorum confirmed this replica's state in time.");
      }
    } finally {
      free.release();
    }
  }

  private static ProblemException unavailable(String why) {
    return new ProblemException(Problem.UNAVAILABLE, why)
        .with(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
  }

  /// If the backup breaks off, so does the connection: the file lacks its end, which shows that it
  /// is incomplete.
  private static void send(long index, Backup backup, HttpServletResponse response)
      throws IOException {
    var name = "%s-%d.backup".formatted(backup.head().clusterId(), index);
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    response.setHeader(LogIndex.HEADER, Long.toString(index));
    backup.writeTo(response.getOutputStream());
  }
}
