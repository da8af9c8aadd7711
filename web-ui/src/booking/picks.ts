import { batch, signal } from '@preact/signals';
import type { Event, Places } from '../api/contract.ts';
import { countOf, quantityOf, withPlaces } from '../hall/places.ts';
import type { Hall } from '../hall/plan.ts';
import type { SeatStates } from '../hall/seatStates.ts';

/** What can no longer be had. */
export interface Lost {
  readonly seats: readonly string[];
  /** Areas that have fewer places left than were picked. */
  readonly areas: readonly string[];
}

/** The seats and places that a buyer picked and does not hold yet. */
export class Picks {
  readonly seats = signal<readonly string[]>([]);
  readonly places = signal<readonly Places[]>([]);

  private readonly event: Event;
  private readonly hall: Hall;
  private readonly states: SeatStates;

  constructor(event: Event, hall: Hall, states: SeatStates) {
    this.event = event;
    this.hall = hall;
    this.states = states;
  }

  /** Takes what the plan does not have out of it. */
  set(seats: readonly string[], places: readonly Places[]): void {
    batch(() => {
      this.seats.value = seats.filter((seat) => this.hall.find(seat) !== undefined);
      this.places.value = places.filter(({ area }) => this.hall.area(area) !== undefined);
    });
  }

  count(): number {
    return this.seats.value.length + countOf(this.places.value);
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

  /** Picks this many places of an area, or as many as can be had; returns why fewer, in words. */
  choose(area: string, quantity: number): string | null {
    const before = quantityOf(this.places.value, area);
    const free = this.states.freePlaces(area);
    const room = this.event.maxSeats - this.count() + before;
    const most = Math.min(quantity, free, room);
    if (most !== before) {
      this.places.value = withPlaces(this.places.value, area, most);
    }
    return most === quantity ? null : free < room ? this.leftIn(area) : this.limit();
  }

  lost(): Lost {
    const isFull = ({ area, quantity }: Places) => quantity > this.states.freePlaces(area);
    return {
      seats: this.seats.value.filter((seat) => this.states.ofId(seat) !== 'free'),
      areas: this.places.value.filter(isFull).map(({ area }) => area),
    };
  }

  /** Drops these seats, and the places that these areas no longer have; returns it in words. */
  drop({ seats, areas }: Lost): string {
    batch(() => {
      this.seats.value = this.seats.value.filter((seat) => !seats.includes(seat));
      this.places.value = areas.reduce((places, area) => {
        const left = Math.min(quantityOf(places, area), this.states.freePlaces(area));
        return withPlaces(places, area, left);
      }, this.places.value);
    });
    const verb = seats.length === 1 ? 'was' : 'were';
    const taken =
      seats.length === 0 ? [] : [`${this.nameOf(seats)} ${verb} just taken by someone else.`];
    return [...taken, ...areas.map((area) => this.leftIn(area))].join(' ');
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
