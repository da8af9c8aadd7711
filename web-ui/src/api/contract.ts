// The shapes of the service's JSON, as far as the pages read them. Areas and places are missing from
// the answers of replicas that are not upgraded yet.

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface Event {
  readonly eventId: string;
  readonly name: string;
  readonly venueId: string;
  readonly startsAt: string;
  readonly prices: Readonly<Record<string, Price>>;
  readonly holdSeconds: number;
  readonly maxSeats: number;
  readonly saleFrom?: string;
  readonly saleUntil?: string;
  /** The venue's time zone, in which the event's times are shown. */
  readonly timeZone?: string;
  readonly status?: 'scheduled' | 'cancelled';
}

/** What a category costs, or each ticket type of it. */
export type Price = Money | Readonly<Record<string, Money>>;

export interface Venue {
  readonly venueId: string;
  readonly name: string;
  readonly seatCount: number;
}

export type SeatStatus = 'free' | 'held' | 'reserved' | 'blocked';

export interface SeatChange {
  readonly seat: string;
  readonly status: SeatStatus;
}

/** An area of which places were taken or came back, or that has fewer than were asked for. */
export interface AreaChange {
  readonly area: string;
  readonly free: number;
}

/** Some of the places of an area. */
export interface Places {
  readonly area: string;
  readonly quantity: number;
  /** The ticket type, if the area's category has some. */
  readonly type?: string | undefined;
}

/** A seat, with a ticket type if its category has some. */
export type WantedSeat = string | { readonly seat: string; readonly type: string };

/** What a hold is asked for: these seats and places, or seats that the box office chooses. */
export type Wanted = (
  | { readonly seats: readonly WantedSeat[]; readonly places?: readonly Places[] }
  | { readonly bestAvailable: BestAvailable }
) & { readonly discountCode?: string };

/** Without a category, seats of any. */
export interface BestAvailable {
  readonly quantity: number;
  readonly category?: string;
  readonly adjacent: boolean;
  /** How many of them must be accessible. */
  readonly accessible?: number;
  /** The ticket type of all of them. */
  readonly type?: string;
}

/** What a discount takes off. */
export interface Discount {
  readonly code: string;
  readonly amount: Money;
}

export interface SeatsSnapshot {
  readonly eventId: string;
  readonly index: number;
  readonly total: number;
  readonly free: number;
  readonly held: readonly string[];
  readonly reserved: readonly string[];
  readonly blocked: readonly string[];
  readonly areas?: readonly AreaChange[];
}

export interface SeatChanges {
  readonly index: number;
  readonly changes: readonly SeatChange[];
  readonly areas?: readonly AreaChange[];
}

export interface BookedSeat {
  readonly seat: string;
  readonly label: string;
  readonly category: string;
  /** What is special about it, if anything is. */
  readonly features?: readonly string[];
  readonly type?: string;
  readonly price: Money;
}

export interface BookedPlaces extends Places {
  readonly name: string;
  readonly category: string;
  /** Of one place. */
  readonly price: Money;
}

export interface Hold {
  readonly holdId: string;
  readonly eventId: string;
  readonly seats: readonly BookedSeat[];
  readonly places?: readonly BookedPlaces[];
  readonly discount?: Discount;
  readonly total: Money;
  readonly expiresAt: string;
}

export interface Customer {
  readonly name: string;
  readonly email: string;
}

export interface Reservation {
  readonly reservationId: string;
  readonly code: string;
  readonly eventId: string;
  readonly seats: readonly BookedSeat[];
  readonly places?: readonly BookedPlaces[];
  readonly discount?: Discount;
  readonly total: Money;
  readonly customer: Customer;
  readonly status: string;
  readonly payment?: Payment;
  readonly createdAt: string;
}

/** How the payment for a reservation stands. */
export interface Payment {
  readonly status: 'pending' | 'paid' | 'refunded';
}

/** Who waits for seats or places. */
export interface Party {
  readonly quantity: number;
  /** Those that suit; any, if there are none. */
  readonly categories: readonly string[];
  readonly customer: Customer;
}

/** An entry of a waiting list: it has a position until it has an offer. */
export interface WaitingEntry extends Party {
  readonly entryId: string;
  readonly eventId: string;
  readonly position?: number;
  readonly offer?: { readonly holdId: string; readonly expiresAt: string };
}

export interface Member {
  readonly id: string;
  readonly url: string;
  readonly reachable: boolean;
  readonly applied: number;
}

export interface Cluster {
  readonly clusterId: string;
  readonly self: string;
  readonly leader: string | null;
  readonly ballot: { readonly round: number; readonly node: string } | null;
  readonly decided: number;
  readonly applied: number;
  readonly index: number;
  readonly stateHash: string;
  readonly members: readonly Member[];
}
