package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Quorums;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.members.Memberships;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Checks the numbers of `parterre.paxos`.
final class PaxosSettings {

  private static final String PREFIX = "parterre.paxos.";
  private static final int COUNT_MAX = 10_000_000;
  private static final int SIZE_MAX = 1 << 30;
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private PaxosSettings() {}

  static Limits limits(ParterreProperties.Paxos paxos) {
    int batchBytes = bytes("batch-size", paxos.batchSize(), DataSize.ofKilobytes(4));
    int commandBytes = bytes("command-size", paxos.commandSize(), DataSize.ofMegabytes(16));
    return Limits.builder()
        .windowSlots(count("window-slots", paxos.windowSlots(), Memberships.LEAD_SLOTS))
        .batchCommands(count("batch-commands", paxos.batchCommands(), COUNT_MAX))
        .batchBytes(batchBytes)
        .commandBytes(commandBytes)
        .waitingCommands(count("waiting-commands", paxos.waitingCommands(), COUNT_MAX))
        .outcomes(count("outcomes", paxos.outcomes(), COUNT_MAX))
        .outcomeMillis(millis("outcome-age", paxos.outcomeAge(), Duration.ofDays(30)))
        .segmentBytes(bytes("segment-size", paxos.segmentSize(), DataSize.ofMegabytes(1)))
        .snapshotSlots(count("snapshot-slots", paxos.snapshotSlots(), COUNT_MAX))
        .snapshotBytes(bytes("snapshot-size", paxos.snapshotSize(), DataSize.ofMegabytes(1)))
        .tailSlots(count("tail-slots", paxos.tailSlots(), COUNT_MAX))
        .build();
  }

  /// @param members how many there are
  static Quorums quorums(ParterreProperties.Paxos paxos, int members) {
    var electing = paxos.electing();
    var accepting = paxos.accepting();
    if (electing == null && accepting == null) {
      return Quorums.MAJORITIES;
    }
    if (electing == null || accepting == null) {
      throw new ConfigurationException(
          PREFIX + "electing and " + PREFIX + "accepting must both be set, or neither.");
    }
    var sizes =
        new Quorums.Sizes(
            count("electing", electing, members), count("accepting", accepting, members));
    if (electing + accepting <= members) {
      throw new ConfigurationException(
          PREFIX
              + "electing and "
              + PREFIX
              + "accepting must add up to more than the number of members, which is "
              + members
              + ".");
    }
    return sizes;
  }

  static Timing timing(ParterreProperties.Paxos paxos) {
    if (paxos.silence().compareTo(paxos.heartbeat()) <= 0) {
      throw new ConfigurationException(
          PREFIX + "silence must be longer than " + PREFIX + "heartbeat.");
    }
    if (paxos.resend().multipliedBy(2).compareTo(paxos.silence()) > 0) {
      throw new ConfigurationException(
          PREFIX
              + "resend must be at most half of "
              + PREFIX
              + "silence, so that a lost message is sent again in time.");
    }
    return new Timing(
        (int) millis("heartbeat", paxos.heartbeat(), MINUTE),
        (int) millis("silence", paxos.silence(), MINUTE),
        (int) millis("resend", paxos.resend(), MINUTE),
        (int) millis("deadline", paxos.deadline(), MINUTE));
  }

  private static int count(String name, int count, int max) {
    if (count < 1 || count > max) {
      throw new ConfigurationException(PREFIX + name + " must be 1 to " + max + ".");
    }
    return count;
  }

  private static int bytes(String name, DataSize size, DataSize min) {
    if (size.compareTo(min) < 0 || size.toBytes() > SIZE_MAX) {
      throw new ConfigurationException(PREFIX + name + " must be " + min + " to 1GB.");
    }
    return (int) size.toBytes();
  }

  private static long millis(String name, Duration duration, Duration max) {
    if (duration.compareTo(MILLISECOND) < 0 || duration.compareTo(max) > 0) {
      throw new ConfigurationException(PREFIX + name + " must be 1ms to " + max.toMillis() + "ms.");
    }
    return duration.toMillis();
  }
}
