package dev.parterre.reservation.cluster;

import dev.parterre.paxos.DirectiveReply;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Slot;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The directives of operators about the replicated state itself: its rules, its time, and a slot
/// to pass over. What is shown is this replica's own state.
@RestController
@RequestMapping("/api/v1/cluster")
final class DirectiveController {

  private static final long SECOND = 1_000;

  private final PaxosNode<BoxOffice> node;

  DirectiveController(PaxosNode<BoxOffice> node) {
    this.node = node;
  }

  record RulesView(
      @Nullable Integer outcomes, @Nullable Long outcomeSeconds, @Nullable Long restartGapSeconds) {

    static RulesView of(Rules rules) {
      return new RulesView(
          rules.outcomesMax(), rules.outcomeMillis() / SECOND, rules.restartGapMillis() / SECOND);
    }

    Rules rules() {
      return new Rules(
          (int) within("/outcomes", outcomes, Rules.OUTCOMES_MAX),
          within("/outcomeSeconds", outcomeSeconds, Rules.MILLIS_MAX / SECOND) * SECOND,
          within("/restartGapSeconds", restartGapSeconds, Rules.MILLIS_MAX / SECOND) * SECOND);
    }

    private static long within(String pointer, @Nullable Number value, long max) {
      if (value == null || value.longValue() < 1 || value.longValue() > max) {
        throw ProblemException.invalid(
            pointer, "This must be a whole number from 1 to " + max + ".");
      }
      return value.longValue();
    }
  }

  /// @param apartMillis how far this replica's wall clock is ahead of the replicated time
  record TimeView(Instant time, Instant wallClock, long apartMillis) {}

  private record NewTime(@Nullable Instant to) {}

  private record BadSlot(@Nullable Long slot) {}

  @GetMapping("/rules")
  ResponseEntity<RulesView> rules() {
    var status = status();
    return shown(status, RulesView.of(status.rules()));
  }

  @Admin
  @PutMapping("/rules")
  ResponseEntity<RulesView> setRules(@RequestBody RulesView request) {
    decide(new Directive.SetRules(request.rules()));
    return rules();
  }

  @GetMapping("/time")
  ResponseEntity<TimeView> time() {
    var status = status();
    long wallMillis = System.currentTimeMillis();
    return shown(
        status,
        new TimeView(
            Instant.ofEpochMilli(status.timeMillis()),
            Instant.ofEpochMilli(wallMillis),
            wallMillis - status.timeMillis()));
  }

  /// Advances the replicated time, but never beyond this replica's wall clock: what has ended does
  /// not come back.
  @Admin
  @PostMapping("/time")
  ResponseEntity<TimeView> advanceTime(@RequestBody NewTime request) {
    var to = request.to();
    if (to == null || to.toEpochMilli() > System.currentTimeMillis()) {
      throw ProblemException.invalid(
          "/to", "This must be a time that has passed by this replica's clock.");
    }
    decide(new Directive.AdvanceTime(to.toEpochMilli()));
    return time();
  }

  @Admin
  @PostMapping("/passed-over")
  ResponseEntity<Void> passOver(@RequestBody BadSlot request) {
    var slot = request.slot();
    if (slot == null || slot < 1) {
      throw ProblemException.invalid("/slot", "This must be the number of a slot.");
    }
    decide(new Directive.PassOver(new Slot(slot)));
    return ResponseEntity.noContent().build();
  }

  private void decide(Directive directive) {
    switch (node.administer(directive).join()) {
      case DirectiveReply.Done() -> {}
      case DirectiveReply.Refused(var reason) ->
          throw new ProblemException(Problem.DIRECTIVE_REFUSED, reason + ".");
      case DirectiveReply.OutcomeUnknown() ->
          throw new ProblemException(
                  Problem.OUTCOME_UNKNOWN, "The directive may or may not take effect. Ask again.")
              .with(HttpHeaders.RETRY_AFTER, 1);
    }
  }

  private static <T> ResponseEntity<T> shown(Status status, T view) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(LogIndex.HEADER, Long.toString(status.index()))
        .body(view);
  }

  private Status status() {
    try {
      return node.status();
    } catch (IllegalStateException stuck) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "The replica is too busy to answer, or is stopping.")
          .with(HttpHeaders.RETRY_AFTER, 1);
    }
  }
}
