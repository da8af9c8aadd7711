package dev.parterre.reservation.boxoffice;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.reservation.catalog.Event;
import dev.parterre.reservation.catalog.EventId;
import dev.parterre.reservation.catalog.EventStatus;
import dev.parterre.reservation.catalog.EventTerms;
import dev.parterre.reservation.catalog.Plan;
import dev.parterre.reservation.catalog.SeatId;
import dev.parterre.reservation.catalog.Tariff;
import dev.parterre.reservation.catalog.VenueId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A command to the box office. Anything random, such as a new id, is generated beforehand and is
/// part of the command; anything that depends on the state is decided when the command is applied.
public sealed interface BookingCommand {

  /// What the client asked for, without who it is: a retry may come from elsewhere.
  default BookingCommand asked() {
    return this;
  }

  /// A command with an id that the replica generated: not part of what the client asked for.
  sealed interface Minting extends BookingCommand {
    SecretId minted();
  }

  /// A command that reserves seats for a customer.
  sealed interface Reserving extends Minting {
    Customer customer();
  }

  /// A command that is the organiser's.
  sealed interface Organising extends BookingCommand {}

  /// A command that holds seats for a while.
  sealed interface Holding extends Minting {
    EventId eventId();

    /// Empty if there is none.
    String discountCode();

    /// If empty, the hold lasts as long as the event allows.
    OptionalInt holdSeconds();

    HoldId holdId();

    /// Who asks, for events that limit the holds of one client.
    Client client();

    @Override
    default SecretId minted() {
      return holdId().secret();
    }
  }

  /// @param plan the plan as encoded by [Plan#encode]
  /// @param level the lowest format level at which all of what the plan has is known
  record CreateVenue(byte[] plan, int level) implements Organising {

    /// The format level that added features of seats.
    static final int FEATURES_LEVEL = FormatLevel.FIFTH;

    public static CreateVenue of(Plan plan) {
      int level = plan.areas().isEmpty() ? FormatLevel.FIRST : AllocationCodec.LEVEL;
      return new CreateVenue(plan.encode(), plan.features().isEmpty() ? level : FEATURES_LEVEL);
    }
  }

  record CreateEvent(VenueId venueId, EventTerms terms) implements Organising {

    public Event event(EventId id) {
      return new Event(id, venueId, EventStatus.SCHEDULED, terms);
    }
  }

  record ChangeEvent(EventId eventId, EventChange change) implements Organising {

    /// The format level that added this, ticket types, discounts and times of sale.
    static final int LEVEL = FormatLevel.SIXTH;
  }

  /// Cancels an event with all its reservations.
  record CancelEvent(EventId eventId) implements Organising {}

  record CreateDiscount(EventId eventId, String code, Discount.Terms terms) implements Organising {}

  record HoldSeats(
      EventId eventId, Wanted wanted, OptionalInt holdSeconds, HoldId holdId, Client client)
      implements Holding {

    @Override
    public String discountCode() {
      return wanted.discountCode();
    }

    /// For an event that does not limit the holds of one client.
    public HoldSeats(EventId eventId, Wanted wanted, OptionalInt holdSeconds, HoldId holdId) {
      this(eventId, wanted, holdSeconds, holdId, Client.UNKNOWN);
    }

    @Override
    public BookingCommand asked() {
      return client.isKnown() ? new HoldSeats(eventId, wanted, holdSeconds, holdId) : this;
    }
  }

  /// Holds seats that the box office chooses.
  record HoldBest(
      EventId eventId,
      Wanted.Best wanted,
      String discountCode,
      OptionalInt holdSeconds,
      HoldId holdId,
      Client client)
      implements Holding {
    @Override
    public BookingCommand asked() {
      return new HoldBest(eventId, wanted, discountCode, holdSeconds, holdId, Client.UNKNOWN);
    }

    /// Whether it says more than which seats.
    boolean hasTerms() {
      return !wanted.type().equals(Tariff.NO_TYPE) || !discountCode.isEmpty();
    }
  }

  record ReleaseHold(HoldId holdId) implements BookingCommand {}

  /// Lets a hold last as long again, from now on.
  record RenewHold(HoldId holdId) implements BookingCommand {}

  record ReserveHeld(HoldId holdId, Customer customer, ReservationId reservationId)
      implements Reserving {
    @Override
    public SecretId minted() {
      return reservationId.secret();
    }
  }

  record ReserveSeats(
      EventId eventId, Wanted wanted, Customer customer, ReservationId reservationId)
      implements Reserving {
    @Override
    public SecretId minted() {
      return reservationId.secret();
    }
  }

  /// Gives a reservation these seats instead of those it has. Its places stay.
  ///
  /// @param wanted seats only, without a discount
  record ExchangeSeats(ReservationId reservationId, Wanted wanted) implements BookingCommand {

    /// The format level that added this.
    static final int LEVEL = FormatLevel.FIFTH;

    /// With the default ticket types where they are not those that it has.
    ExchangeSeats(ReservationId reservationId, List<SeatId> seats) {
      this(reservationId, Wanted.ofSeats(seats));
    }
  }

  /// Says which payment a hold waits for, and lets it last at least this long from now on.
  record BindPayment(HoldId holdId, String reference, int seconds) implements BookingCommand {}

  /// Notes how the payment for a reservation stands. What is empty in it stays.
  record NotePayment(ReservationId reservationId, Payment payment) implements BookingCommand {}

  /// Corrects what a customer is called, or their address. What is empty stays.
  record ChangeCustomer(ReservationId reservationId, Optional<String> name, Optional<String> email)
      implements BookingCommand {}

  record CancelReservation(ReservationId reservationId) implements BookingCommand {}

  /// A command about a waiting list.
  sealed interface Waiting extends BookingCommand {}

  /// @param categories those that suit the party; empty if any does
  /// @param client who asks, for events that limit the holds of one client
  record JoinWaitingList(
      EventId eventId,
      int quantity,
      List<String> categories,
      Customer customer,
      PartyId partyId,
      Client client)
      implements Waiting, Minting {
    public JoinWaitingList {
      categories = List.copyOf(categories);
    }

    @Override
    public SecretId minted() {
      return partyId.secret();
    }

    @Override
    public BookingCommand asked() {
      return new JoinWaitingList(eventId, quantity, categories, customer, partyId, Client.UNKNOWN);
    }

    /// @param plan of the event; it has all of the categories
    Party party(Plan plan, long number, long nowMillis) {
      var numbers = categories.stream().map(plan::indexOfCategory).toList();
      return new Party(
          partyId, eventId, quantity, numbers, customer, client, number, nowMillis, false);
    }
  }

  record LeaveWaitingList(PartyId partyId) implements Waiting {}

  /// A command about tickets and those who come with them.
  sealed interface Admitting extends BookingCommand {}

  /// Makes a key with which an event's tickets are signed from then on.
  ///
  /// @param isOnlyFirst whether nothing is done if the event has a valid key
  record MintTicketKey(EventId eventId, boolean isOnlyFirst, SecretId seed)
      implements Admitting, Minting {

    public static MintTicketKey of(EventId eventId, boolean isOnlyFirst) {
      return new MintTicketKey(eventId, isOnlyFirst, SecretId.random());
    }

    @Override
    public SecretId minted() {
      return seed;
    }
  }

  /// Makes all tickets void that were signed with a key.
  record RevokeTicketKey(EventId eventId, int version) implements Admitting {}

  /// Lets somebody in with a ticket whose signature is right.
  ///
  /// @param keyVersion of the key that it is signed with
  /// @param gate may be empty
  /// @param scannedAtMillis in milliseconds since the epoch; 0 for now
  /// @param wasAdmitted whether somebody was let in already, by a scanner without a connection
  record CheckIn(
      EventId eventId,
      int keyVersion,
      TicketId ticket,
      String gate,
      long scannedAtMillis,
      boolean wasAdmitted)
      implements Admitting {}

  /// @param reason for the organiser; may be empty
  record BlockSeats(EventId eventId, List<SeatId> seats, String reason) implements Organising {
    public BlockSeats {
      seats = List.copyOf(seats);
    }
  }

  record UnblockSeats(EventId eventId, List<SeatId> seats) implements Organising {
    public UnblockSeats {
      seats = List.copyOf(seats);
    }
  }
}
