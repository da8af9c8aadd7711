import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Event, Hold, Money, Places } from '../api/contract.ts';
import { countOf, quantityOf } from './places.ts';
import { formatMoney, type Ticket, ticketsOf, times } from '../ui/money.ts';
import type { Sign } from './painter.ts';
import type { Hall, PlaceArea } from './plan.ts';
import type { SeatStates } from './seatStates.ts';
import type { Look } from './sprites.ts';

const WORDS: Readonly<Record<Look, string>> = {
  free: 'free',
  held: 'held by someone else',
  reserved: 'reserved',
  blocked: 'not for sale',
  picked: 'chosen',
  mine: 'held for you',
  dimmed: 'free',
};

/** The name of a feature as a word in a sentence. */
export function wordsFor(feature: string): string {
  return feature.replaceAll('-', ' ');
}

/** What this buyer chose, as the hall needs to know it; a booking keeps it. */
export interface Choice {
  readonly picked: ReadonlySignal<readonly string[]>;
  readonly hold: ReadonlySignal<Hold | null>;
  readonly places: ReadonlySignal<readonly Places[]>;
  toggle(id: string): void;
  choose(area: string, quantity: number, type: string): void;
  /** Says which ticket type a seat is to have; empty if its category has one price. */
  readonly picks: { typeOf(id: string): string };
  setType(id: string, type: string): void;
}

/**
 * What this buyer sees of a seat or an area, in looks and in words: its public state and their own
 * choice.
 */
export class SeatDesk {
  readonly event: Event;
  readonly hall: Hall;
  readonly states: SeatStates;
  readonly picked = computed(() => this.numbers(this.choice.picked.value));
  readonly held = computed(() =>
    this.numbers((this.choice.hold.value?.seats ?? []).map(({ seat }) => seat)),
  );

  /** What the buyer looks for; empty for any seat. */
  readonly feature = signal('');

  readonly places = computed(() => this.choice.hold.value?.places ?? this.choice.places.value);

  private readonly choice: Choice;

  constructor(event: Event, hall: Hall, states: SeatStates, choice: Choice) {
    this.event = event;
    this.hall = hall;
    this.states = states;
    this.choice = choice;
  }

  look(seat: number): Look {
    if (this.held.value.has(seat)) {
      return 'mine';
    }
    return this.picked.value.has(seat) ? 'picked' : this.states.of(seat);
  }

  /** Whether a seat is what the buyer looks for. */
  matches(seat: number): boolean {
    return this.feature.value === '' || this.hall.has(seat, this.feature.value);
  }

  /** How the hall shows a seat: one that is free, but not what the buyer looks for, is dimmed. */
  shown(seat: number): Look {
    const look = this.look(seat);
    return look === 'free' && !this.matches(seat) ? 'dimmed' : look;
  }

  toggle(seat: number): void {
    this.choice.toggle(this.hall.idOf(seat));
  }

  /** What the seat's category costs, by ticket type; nothing if it is not for sale. */
  ticketsOf(seat: number): readonly Ticket[] {
    return ticketsOf(this.event.prices[this.hall.categoryName(seat)]);
  }

  /** What a seat costs with the ticket type that it is to have. */
  priceOf(seat: number): Money | undefined {
    const type = this.typeOf(seat);
    return this.ticketsOf(seat).find((ticket) => ticket.type === type)?.price;
  }

  typeOf(seat: number): string {
    return this.choice.picks.typeOf(this.hall.idOf(seat));
  }

  setType(seat: number, type: string): void {
    this.choice.setType(this.hall.idOf(seat), type);
  }

  /** The categories that have seats and a price, in the order of the plan. */
  categoriesOnSale(): { readonly name: string; readonly tickets: readonly Ticket[] }[] {
    const { categories, seats } = this.hall.drawing;
    const seated = new Set(seats.c);
    return categories.flatMap(({ name }, category) => {
      const tickets = ticketsOf(this.event.prices[name]);
      return tickets.length > 0 && seated.has(category) ? [{ name, tickets }] : [];
    });
  }

  /** What places of an area cost, by ticket type; nothing if they are not for sale. */
  ticketsIn(area: string): readonly Ticket[] {
    return ticketsOf(this.event.prices[this.hall.area(area)?.category ?? '']);
  }

  /** What some places cost together. */
  priceFor({ area, quantity, type = '' }: Places): Money | undefined {
    const ticket = this.ticketsIn(area).find((one) => one.type === type);
    return ticket && times(ticket.price, quantity);
  }

  /** What to say about a seat besides its name: category, price and state. */
  termsOf(seat: number): string {
    const price = this.priceOf(seat);
    const terms = [
      this.hall.categoryName(seat),
      ...this.hall.featuresOf(seat).map(wordsFor),
      price && formatMoney(price),
      WORDS[this.look(seat)],
    ];
    return terms.filter((term) => term).join(', ');
  }

  /** How many places of an area are chosen, of one ticket type or of all. */
  quantityOf(area: string, type?: string): number {
    return quantityOf(this.places.value, area, type);
  }

  choose(area: string, quantity: number, type: string): void {
    this.choice.choose(area, quantity, type);
  }

  /** Chooses one more place of an area, of its first ticket type. */
  add(area: string): void {
    const type = this.ticketsIn(area)[0]?.type ?? '';
    this.choose(area, this.quantityOf(area, type) + 1, type);
  }

  /** Whether one more place of an area can be chosen. */
  canAdd(area: string): boolean {
    const chosen = this.picked.value.size + countOf(this.places.value);
    const has = this.quantityOf(area) < this.states.freePlaces(area);
    return has && this.canChange() && chosen < this.event.maxSeats;
  }

  /** Whether the choice is open: what is held stays as it is until it is released. */
  canChange(): boolean {
    return this.choice.hold.value === null;
  }

  /** What stands in an area of the hall: what is left, and what this buyer has of it. */
  signOf(id: string): Sign {
    const area = this.hall.area(id);
    const own = this.quantityOf(id);
    const left = area === undefined ? [] : [this.leftOf(area)];
    const text = [...left, ...(own > 0 ? [`${own} yours`] : [])].join(' · ');
    return { text, open: own > 0 || this.states.freePlaces(id) > 0 };
  }

  leftOf(area: PlaceArea): string {
    const free = this.states.freePlaces(area.id);
    const sold = this.event.prices[area.category] === undefined ? 'not for sale' : 'sold out';
    return free === 0 ? sold : `${new Intl.NumberFormat().format(free)} left`;
  }

  private numbers(ids: readonly string[]): ReadonlySet<number> {
    return new Set(ids.map((id) => this.hall.find(id)).filter((seat) => seat !== undefined));
  }
}
