package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BookingCommand.CreateVenue;
import dev.parterre.reservation.boxoffice.Outcome.VenueCreated;
import dev.parterre.reservation.boxoffice.Venue;
import dev.parterre.reservation.catalog.Fault;
import dev.parterre.reservation.catalog.PlanImport;
import dev.parterre.reservation.catalog.PlanImport.Result.Faulty;
import dev.parterre.reservation.catalog.PlanImport.Result.Imported;
import dev.parterre.reservation.catalog.PlanImport.Result.NotJson;
import dev.parterre.reservation.catalog.VenueId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.DryRun;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import dev.parterre.reservation.web.ReadMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Imports the plans of venues, and shows venues.
@RestController
@RequestMapping(Answers.API + "/venues")
final class VenueController {

  private static final String NO_VENUE = "There is no such venue.";

  /// The limit for a compressed plan, which the replicas keep and send one another. A plan of the
  /// largest size takes a tenth of it, unless its names are random.
  private static final int PACKED_BYTES_MAX = 15 << 20;

  private final Ordering ordering;
  private final Reading reading;
  private final NarrowDoor door = new NarrowDoor();

  VenueController(Ordering ordering, Reading reading) {
    this.ordering = ordering;
    this.reading = reading;
  }

  @Admin
  @PostMapping
  ResponseEntity<VenueView> create(
      @RequestBody InputStreamResource json, DryRun dryRun, IdempotencyKey key) {
    return door.alone(() -> create(imported(json), dryRun, key));
  }

  private ResponseEntity<VenueView> create(Imported read, DryRun dryRun, IdempotencyKey key) {
    if (dryRun.wanted()) {
      return ResponseEntity.ok(VenueView.of(null, read));
    }
    var command = CreateVenue.of(read.plan());
    if (command.plan().length > PACKED_BYTES_MAX) {
      throw new ProblemException(
          Problem.TOO_LARGE, "The compressed plan has more than " + PACKED_BYTES_MAX + " bytes.");
    }
    var ordered = ordering.place(key, command, warned(read), VenueCreated.class);
    var id = ordered.outcome().venueId();
    return Answers.created(ordered.index(), "/venues/" + id, VenueView.of(id, read));
  }

  @GetMapping
  ResponseEntity<Page<VenueView>> list(PageRequest page, ReadMode mode) {
    long before = Listing.before(page);
    var shown = reading.read(mode, view -> view.venues(before, page.limit() + 1));
    var views = shown.value().stream().map(VenueView::of).toList();
    return Answers.ok(shown.index(), page.page(views, view -> String.valueOf(view.venueId())));
  }

  @GetMapping("/{venueId}")
  ResponseEntity<VenueView> show(@PathVariable VenueId venueId, ReadMode mode) {
    var shown = find(venueId, mode);
    return Answers.ok(shown.index(), VenueView.of(shown.value()));
  }

  @GetMapping(path = "/{venueId}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<InputStreamResource> plan(
      @PathVariable VenueId venueId, ReadMode mode, @RequestHeader HttpHeaders request) {
    var shown = find(venueId, mode);
    return new DrawingAnswer(shown.value().plan().drawing(), shown.index()).to(request);
  }

  private Reading.Shown<Venue> find(VenueId id, ReadMode mode) {
    return reading.find(mode, NO_VENUE, view -> Optional.ofNullable(view.venue(id)));
  }

  private static Imported imported(InputStreamResource json) {
    try (var in = json.getInputStream()) {
      return imported(in);
    } catch (IOException brokeOff) {
      throw new ProblemException(Problem.MALFORMED_REQUEST, "The body was cut off.");
    }
  }

  private static Imported imported(InputStream json) {
    return switch (PlanImport.read(json)) {
      case Imported imported -> imported;
      case Faulty(var faults, var more) -> throw faulty(faults, more);
      case NotJson(var detail) -> throw new ProblemException(Problem.MALFORMED_REQUEST, detail);
    };
  }

  /// The warnings in the answer: the plan that is kept does not contain them.
  private static byte[] warned(Imported read) {
    return read.warnings().stream()
        .map(Fault::pointer)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ProblemException faulty(List<Fault> faults, boolean more) {
    var detail =
        more
            ? "The plan has more than " + faults.size() + " faults."
            : "The plan has " + faults.size() + (faults.size() == 1 ? " fault." : " faults.");
    return new ProblemException(Problem.INVALID, detail, Map.of("errors", faults));
  }
}
