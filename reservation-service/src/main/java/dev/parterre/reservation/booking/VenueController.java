package dev.parterre.reservation.booking;

import dev.parterre.reservation.booking.BookingCommand.CreateVenue;
import dev.parterre.reservation.booking.Outcome.VenueCreated;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.PlanImport;
import dev.parterre.reservation.catalog.PlanImport.Result.Faulty;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import dev.parterre.reservation.catalog.PlanImport.Result.NotJson;
import dev.parterre.reservation.catalog.VenueId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Takes in the plans of houses, and shows them.
@RestController
@RequestMapping(Answers.API + "/venues")
final class VenueController {

  private static final String NO_VENUE = "There is no such venue.";
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Ordering ordering;
  private final Reading reading;

  VenueController(Ordering ordering, Reading reading) {
    this.ordering = ordering;
    this.reading = reading;
  }

  @Admin
  @PostMapping
  ResponseEntity<VenueView> create(
      @RequestBody byte[] json,
      @RequestParam(defaultValue = "false") boolean dryRun,
      IdempotencyKey key) {
    var plan = imported(json);
    if (dryRun) {
      return ResponseEntity.ok(VenueView.of(null, plan));
    }
    var ordered = ordering.place(key, new CreateVenue(plan.encode()), VenueCreated.class);
    var id = ordered.outcome().venueId();
    return Answers.created(ordered.index(), "/venues/" + id, VenueView.of(id, plan));
  }

  @GetMapping
  ResponseEntity<Page<VenueView>> list(PageRequest page, ReadMode mode) {
    int before = Listing.before(page);
    var shown = reading.read(mode, ledger -> Listing.of(ledger.venues(), before, page.limit()));
    var views = shown.value().stream().map(VenueView::of).toList();
    return Answers.ok(shown.index(), page.page(views, view -> String.valueOf(view.venueId())));
  }

  @GetMapping("/{venueId}")
  ResponseEntity<VenueView> show(@PathVariable VenueId venueId, ReadMode mode) {
    var shown = find(venueId, mode);
    return Answers.ok(shown.index(), VenueView.of(shown.value()));
  }

  /// A plan never changes: whoever has it keeps it, and is told so when asking again.
  @GetMapping(path = "/{venueId}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> plan(@PathVariable VenueId venueId, ReadMode mode) {
    var shown = find(venueId, mode);
    return ResponseEntity.ok()
        .eTag("\"" + HexFormat.of().toHexDigits(shown.value().fingerprint()) + "\"")
        .cacheControl(FOR_EVER)
        .header(LogIndex.HEADER, Long.toString(shown.index()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(shown.value().plan().drawing());
  }

  private Reading.Shown<Venue> find(VenueId id, ReadMode mode) {
    return reading.find(mode, NO_VENUE, ledger -> Optional.ofNullable(ledger.venue(id)));
  }

  private static Plan imported(byte[] json) {
    return switch (PlanImport.read(json)) {
      case Imported(var plan) -> plan;
      case Faulty(var faults, var more) -> throw faulty(faults, more);
      case NotJson(var detail) -> throw new ProblemException(Problem.MALFORMED_REQUEST, detail);
    };
  }

  private static ProblemException faulty(List<Fault> faults, boolean more) {
    var detail =
        more
            ? "The plan has more than " + faults.size() + " faults."
            : "The plan has " + faults.size() + (faults.size() == 1 ? " fault." : " faults.");
    return new ProblemException(Problem.INVALID, detail, Map.of("errors", faults));
  }
}
