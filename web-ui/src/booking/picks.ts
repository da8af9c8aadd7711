import { batch, signal } from '@preact/signals';
import type { Event, Hold, Places, Wanted } from '../api/contract.ts';
import type { Memory } from './memory.ts';
import { countOf, quantityOf, withPlaces } from '../hall/places.ts';
import type { Hall } from '../hall/plan.ts';
import type { SeatStates } from '../hall/seatStates.ts';
import { type Ticket, ticketsOf } from '../ui/money.ts';

/** What can no longer be had. */
export interface Lost {
  readonly seats: readonly string[];
  /** Areas that have fewer places left than were picked. */
  readonly areas: readonly string[];
}

/** Ticket types by the ids of seats. */
export type Types = Readonly<Record<string, string>>;

/** The seats and places that a buyer picked and does not hold yet, and on which terms. */
export class Picks {
  readonly seats = signal<readonly string[]>([]);
  readonly places = signal<readonly Places[]>([]);

  /** The ticket types of seats, where another than the first was chosen. */
  readonly types = signal<Types>({});

  /** As the buyer typed it; empty if there is none. */
  readonly discountCode = signal('');

  private readonly event: Event;
  private readonly hall: Hall;
  private readonly states: SeatStates;

  constructor(event: Event, hall: Hall, states: SeatStates) {
    this.event = event;
    this.hall = hall;
    this.states = states;
  }

  /** Takes what the plan does not have, or the event does not sell, out of it. */
  set(seats: readonly string[], places: readonly Places[], types: Types): void {
    batch(() => {
      this.types.value = types;
      this.seats.value = seats.filter((seat) => this.hall.find(seat) !== undefined);
      this.places.value = places.filter((some) => this.isSold(some));
    });
  }

  /** Picks what a hold is for; nothing without one. */
  setAsHeld(hold: Hold | null): void {
    const places = hold?.places ?? [];
    this.set(
      (hold?.seats ?? []).map(({ seat }) => seat),
      places.map(({ area, quantity, type }) => ({
        area,
        quantity,
        ...(type === undefined ? {} : { type }),
      })),
      Object.fromEntries((hold?.seats ?? []).map(({ seat, type }) => [seat, type ?? ''])),
    );
  }

  /** What a reload of the page must not lose. */
  remembered(): Pick<Memory, 'picked' | 'places' | 'types' | 'discountCode'> {
    return {
      picked: this.seats.value,
      places: this.places.value,
      types: this.types.value,
      discountCode: this.discountCode.value,
    };
  }

  count(): number {
    return this.seats.value.length + countOf(this.places.value);
  }

  /** The ticket type that a seat is to have; empty if its category has one price. */
  typeOf(id: string): string {
    const types = this.ticketsOf(id).map(({ type }) => type);
    const chosen = this.types.value[id];
    return chosen !== undefined && types.includes(chosen) ? chosen : (types[0] ?? '');
  }

  setType(id: string, type: string): null {
    this.types.value = { ...this.types.value, [id]: type };
    return null;
  }

  /** What to ask the box office for. */
  wanted(): Wanted {
    const seats = this.seats.value.map((seat) => {
      const type = this.typeOf(seat);
      return type === '' ? seat : { seat, type };
    });
    const places = this.places.value;
    return { seats, ...(places.length === 0 ? {} : { places }), ...this.discount() };
  }

  /** The member of a request that names the discount code, if the buyer typed one. */
  discount(): { readonly discountCode?: string } {
    const discountCode = this.discountCode.value.trim();
    return discountCode === '' ? {} : { discountCode };
  }

  /** Whether an area sells places of this type: after a change of its prices it may not. */
  private isSold({ area, type = '' }: Places): boolean {
    const tickets = ticketsOf(this.event.prices[this.hall.area(area)?.category ?? '']);
    return this.hall.area(area) !== undefined && tickets.some((ticket) => ticket.type === type);
  }

  private ticketsOf(id: string): readonly Ticket[] {
    const seat = this.hall.find(id);
    return seat === undefined ? [] : ticketsOf(this.event.prices[this.hall.categoryName(seat)]);
  }

  /** Picks a seat or drops it again; returns why not, in words. */
  toggle(id: string): string | null {
    const seats = this.seats.value;
    if (seats.includes(id)) {
      this.seats.value = seats.filter((seat) => seat !== id);
    } else if (this.states.ofId(id) !== 'free') {
      return `${this.nameOf([id])} is not free.`;
    } else if (this.count() >= this.event.maxSeats) {
      return this.limit();
    } else {
      this.seats.value = [...seats, id];
    }
    return null;
  }

  /**
   * Picks this many places of an area and a ticket type, or as many as can be had; returns why
   * fewer, in words.
   */
  choose(area: string, quantity: number, type: string): string | null {
    const before = quantityOf(this.places.value, area, type);
    const others = quantityOf(this.places.value, area) - before;
    const free = this.states.freePlaces(area) - others;
    const room = this.event.maxSeats - this.count() + before;
    const most = Math.min(quantity, free, room);
    if (most !== before) {
      this.places.value = withPlaces(this.places.value, area, most, type);
    }
    return most === quantity ? null : free < room ? this.leftIn(area) : this.limit();
  }

  lost(): Lost {
    const areas = new Set(this.places.value.map(({ area }) => area));
    return {
      seats: this.seats.value.filter((seat) => this.states.ofId(seat) !== 'free'),
      areas: [...areas].filter(
        (area) => quantityOf(this.places.value, area) > this.states.freePlaces(area),
      ),
    };
  }

  /** Drops these seats, and the places that these areas no longer have; returns it in words. */
  drop({ seats, areas }: Lost): string {
    batch(() => {
      this.seats.value = this.seats.value.filter((seat) => !seats.includes(seat));
      areas.forEach((area) => this.shrink(area));
    });
    const verb = seats.length === 1 ? 'was' : 'were';
    const taken =
      seats.length === 0 ? [] : [`${this.nameOf(seats)} ${verb} just taken by someone else.`];
    return [...taken, ...areas.map((area) => this.leftIn(area))].join(' ');
  }

  /** Drops the places that an area no longer has, those that were picked last first. */
  private shrink(area: string): void {
    let free = this.states.freePlaces(area);
    for (const some of this.places.value.filter((one) => one.area === area)) {
      const kept = Math.min(some.quantity, free);
      free -= kept;
      this.places.value = withPlaces(this.places.value, area, kept, some.type ?? '');
    }
  }

  private limit(): string {
    return `You can choose up to ${this.event.maxSeats} ${this.hall.offer} here.`;
  }

  private leftIn(area: string): string {
    const free = this.states.freePlaces(area);
    const { name, category } = this.hall.area(area) ?? { name: area, category: '' };
    if (this.event.prices[category] === undefined) {
      return `${name} is not for sale.`;
    }
    const places = free === 1 ? 'Only one place is' : `Only ${free} places are`;
    return free === 0 ? `${name} is sold out.` : `${places} left in ${name}.`;
  }

  private nameOf(seats: readonly string[]): string {
    const names = seats.map((id) => this.hall.labelOf(this.hall.find(id) ?? -1) || id);
    return new Intl.ListFormat('en').format(names);
  }
}
