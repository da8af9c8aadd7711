package dev.parterre.reservation.api;

import dev.parterre.reservation.boxoffice.BoxOfficeView;
import dev.parterre.reservation.boxoffice.Discount;
import dev.parterre.reservation.boxoffice.Outcome.DiscountCreated;
import dev.parterre.reservation.boxoffice.SeatMap;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.IdempotencyKey;
import dev.parterre.reservation.web.Page;
import dev.parterre.reservation.web.PageRequest;
import dev.parterre.reservation.web.ReadMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Creates the discounts of an event, and shows them to the organiser.
@RestController
@RequestMapping(Answers.API + "/events/{eventId}/discounts")
final class DiscountController {

  private final Ordering ordering;
  private final Reading reading;

  DiscountController(Ordering ordering, Reading reading) {
    this.ordering = ordering;
    this.reading = reading;
  }

  @Admin
  @PostMapping
  ResponseEntity<DiscountView> create(
      @PathVariable EventId eventId, @RequestBody NewDiscount request, IdempotencyKey key) {
    var command = request.command(eventId);
    var ordered = ordering.place(key, command, DiscountCreated.class);
    return Answers.created(
        ordered.index(),
        "/events/" + eventId + "/discounts/" + command.code(),
        DiscountView.of(command));
  }

  @Admin
  @GetMapping
  ResponseEntity<Page<DiscountView>> list(
      @PathVariable EventId eventId, PageRequest page, ReadMode mode) {
    long before = Listing.before(page);
    var shown =
        reading.find(
            mode,
            Refusals.NO_EVENT,
            view ->
                Optional.ofNullable(view.seatMap(eventId))
                    .map(map -> uses(view.discounts(eventId, before, page.limit() + 1), map)));
    var found = page.page(shown.value(), use -> Long.toString(use.discount().number()));
    return Answers.ok(
        shown.index(),
        new Page<>(found.items().stream().map(DiscountController::view).toList(), found.next()));
  }

  @Admin
  @GetMapping("/{code}")
  ResponseEntity<DiscountView> show(
      @PathVariable EventId eventId, @PathVariable String code, ReadMode mode) {
    var id = new Discount.Id(eventId, code.toUpperCase(Locale.ROOT));
    var shown =
        reading.find(
            mode,
            "There is no such event, or it has no such discount code.",
            view -> Optional.ofNullable(view.discount(id)).map(it -> use(it, view)));
    return Answers.ok(shown.index(), view(shown.value()));
  }

  private record Use(Discount discount, int times) {}

  private static Use use(Discount discount, BoxOfficeView view) {
    return new Use(
        discount, Objects.requireNonNull(view.seatMap(discount.eventId())).uses(discount));
  }

  private static List<Use> uses(List<Discount> discounts, SeatMap map) {
    return discounts.stream().map(it -> new Use(it, map.uses(it))).toList();
  }

  private static DiscountView view(Use use) {
    return DiscountView.of(use.discount(), use.times());
  }
}
