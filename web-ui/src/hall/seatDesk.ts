import { computed, type ReadonlySignal } from '@preact/signals';
import type { Event, Hold, Money } from '../api/contract.ts';
import { formatMoney } from '../ui/money.ts';
import type { Hall } from './plan.ts';
import type { SeatStates } from './seatStates.ts';
import type { Look } from './sprites.ts';

const WORDS: Readonly<Record<Look, string>> = {
  free: 'free',
  held: 'held by someone else',
  reserved: 'reserved',
  blocked: 'not for sale',
  picked: 'chosen',
  mine: 'held for you',
};

/** The seats that this buyer chose, as the hall needs to know them; a booking keeps them. */
export interface Choice {
  readonly picked: ReadonlySignal<readonly string[]>;
  readonly hold: ReadonlySignal<Hold | null>;
  toggle(id: string): void;
}

/** What this buyer sees of a seat, in looks and in words: its public state and their own choice. */
export class SeatDesk {
  readonly event: Event;
  readonly hall: Hall;
  readonly states: SeatStates;
  readonly picked = computed(() => this.numbers(this.choice.picked.value));
  readonly held = computed(() =>
    this.numbers((this.choice.hold.value?.seats ?? []).map(({ seat }) => seat)),
  );

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

  toggle(seat: number): void {
    this.choice.toggle(this.hall.idOf(seat));
  }

  priceOf(seat: number): Money | undefined {
    return this.event.prices[this.hall.categoryName(seat)];
  }

  /** What to say about a seat besides its name: category, price and state. */
  termsOf(seat: number): string {
    const price = this.priceOf(seat);
    const terms = [
      this.hall.categoryName(seat),
      price && formatMoney(price),
      WORDS[this.look(seat)],
    ];
    return terms.filter((term) => term).join(', ');
  }

  private numbers(ids: readonly string[]): ReadonlySet<number> {
    return new Set(ids.map((id) => this.hall.find(id)).filter((seat) => seat !== undefined));
  }
}
