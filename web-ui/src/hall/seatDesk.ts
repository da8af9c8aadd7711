import { computed } from '@preact/signals';
import type { Money, Show } from '../api/contract.ts';
import type { Booking } from '../booking/booking.ts';
import { formatMoney } from '../booking/money.ts';
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

/** What this buyer sees of a seat, in looks and in words: the hall's states and one's own. */
export class SeatDesk {
  readonly show: Show;
  readonly hall: Hall;
  readonly states: SeatStates;
  readonly booking: Booking;
  readonly picked = computed(() => this.numbers(this.booking.picked.value));
  readonly held = computed(() =>
    this.numbers((this.booking.hold.value?.seats ?? []).map(({ seat }) => seat)),
  );

  constructor(show: Show, hall: Hall, states: SeatStates, booking: Booking) {
    this.show = show;
    this.hall = hall;
    this.states = states;
    this.booking = booking;
  }

  look(seat: number): Look {
    if (this.held.value.has(seat)) {
      return 'mine';
    }
    return this.picked.value.has(seat) ? 'picked' : this.states.of(seat);
  }

  toggle(seat: number): void {
    this.booking.toggle(this.hall.idOf(seat));
  }

  priceOf(seat: number): Money | undefined {
    return this.show.prices[this.hall.categoryName(seat)];
  }

  /** What is worth knowing beside the seat's name. */
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
