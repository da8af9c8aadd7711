import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { BoxOffice, Timed } from '../api/boxOffice.ts';
import type {
  AreaChange,
  BestAvailable,
  Customer,
  Event,
  Hold,
  Places,
  Reservation,
  SeatChange,
  Wanted,
} from '../api/contract.ts';
import { type Fault, Problem } from '../api/problem.ts';
import type { Hall } from '../hall/plan.ts';
import type { Choice } from '../hall/seatDesk.ts';
import type { SeatStates } from '../hall/seatStates.ts';
import { type Action, begin } from './actions.ts';
import { Comeback } from './comeback.ts';
import { type Deadline, deadlineOf, recall, remainingMillis } from './countdown.ts';
import { recallBooking, remember } from './memory.ts';
import { type Lost, Picks } from './picks.ts';

export interface Message {
  readonly tone: 'info' | 'warning';
  readonly text: string;
}

const GRACE_MILLIS = 4_000; // seats of a hold that ended are free again at most 2 s later

/** One buyer's booking for one event: picks seats and places, holds them, reserves them. */
export class Booking implements Choice {
  readonly picked: ReadonlySignal<readonly string[]>;
  readonly places: ReadonlySignal<readonly Places[]>;
  readonly hold = signal<Hold | null>(null);
  readonly deadline = signal<Deadline | null>(null);
  readonly busy = signal<Action['kind'] | null>(null);
  readonly message = signal<Message | null>(null);
  readonly faults = signal<readonly Fault[]>([]);

  readonly event: Event;
  private readonly office: BoxOffice;
  readonly picks: Picks;
  private readonly comeback: Comeback;
  private readonly states: SeatStates;
  private readonly onReserved: (reservation: Reservation) => void;
  private open: Action | null = null;
  private holdSeen = false;
  private checking = false;
  private graceUntil = 0;

  constructor(
    office: BoxOffice,
    event: Event,
    hall: Hall,
    states: SeatStates,
    onReserved: (reservation: Reservation) => void,
  ) {
    this.office = office;
    this.event = event;
    this.picks = new Picks(event, hall, states);
    this.comeback = new Comeback(states);
    this.picked = this.picks.seats;
    this.places = this.picks.places;
    this.states = states;
    this.onReserved = onReserved;
  }

  /** Resumes where this tab was before a reload, unfinished requests included. */
  async resume(): Promise<void> {
    const remembered = recallBooking(this.event.eventId);
    const { picked, places, hold, deadlineWall, open } = remembered;
    batch(() => {
      this.picks.set(picked, places, remembered.types);
      this.picks.discountCode.value = remembered.discountCode;
      this.hold.value = hold;
      this.deadline.value = deadlineWall === null ? null : recall(deadlineWall, this.now());
    });
    this.open = open;
    switch (open?.kind) {
      case 'hold':
        return this.ask(open.body as Wanted);
      case 'release':
        return this.release();
      case 'reserve':
        return this.reserve((open.body as { customer: Customer }).customer);
      case undefined:
        return hold === null ? undefined : this.check();
    }
  }

  /** Picks a seat or drops it again. This happens in this page only: no request is sent. */
  toggle(id: string): void {
    this.pick(() => this.picks.toggle(id));
  }

  /** Picks this many places of an area and a ticket type, or none. No request is sent. */
  choose(area: string, quantity: number, type: string): void {
    this.pick(() => this.picks.choose(area, quantity, type));
  }

  /** Gives a picked seat another ticket type. No request is sent. */
  setType(id: string, type: string): void {
    this.pick(() => this.picks.setType(id, type));
  }

  /** How many seats and places are picked. */
  count(): number {
    return this.picks.count();
  }

  /** Holds what is picked. */
  take(): Promise<void> {
    return this.ask(this.picks.wanted());
  }

  /** Holds seats that the box office chooses. */
  takeBest(bestAvailable: BestAvailable): Promise<void> {
    return this.ask({ bestAvailable, ...this.picks.discount() });
  }

  private async ask(wanted: Wanted): Promise<void> {
    await this.perform('hold', wanted, async (action) => {
      const { value, answer } = await this.office.hold(this.event.eventId, wanted, action.key);
      const promised = action.startedWall + this.event.holdSeconds * 1_000;
      this.holdSeen = false;
      this.hold.value = value;
      this.deadline.value = deadlineOf(value.expiresAt, answer, promised);
    });
  }

  async release(): Promise<void> {
    const hold = this.hold.value;
    if (hold === null) {
      return;
    }
    await this.perform('release', { holdId: hold.holdId }, async (action) => {
      const wasThere = await this.office.release(hold.holdId, action.key).then(() => true, ifGone);
      this.endHold(null);
      this.say('info', wasThere ? 'Your seats are free again.' : 'Your hold had already ended.');
    });
  }

  async reserve(customer: Customer): Promise<void> {
    const hold = this.hold.value;
    if (hold === null) {
      return;
    }
    await this.perform('reserve', { holdId: hold.holdId, customer }, async (action) => {
      const reservation = await this.office.reserve(hold.holdId, customer, action.key);
      this.endHold(null);
      this.onReserved(reservation);
    });
  }

  /** To be called after each change of the seats' states. */
  seatsChanged(): void {
    const hold = this.hold.value;
    if (this.busy.value !== null || !this.states.known.value) {
      return;
    }
    if (hold !== null) {
      const free = hold.seats.some(({ seat }) => this.states.ofId(seat) === 'free');
      const more = this.comeback.noticed(hold, this.now().steady);
      this.holdSeen ||= !free;
      if (this.holdSeen && (free || more)) {
        void this.check();
      }
    } else if (this.open === null && this.now().steady >= this.graceUntil) {
      this.lose(this.picks.lost());
    }
  }

  remaining(): number {
    const deadline = this.deadline.value;
    return deadline === null ? 0 : remainingMillis(deadline, this.now());
  }

  /**
   * Checks whether the hold still exists, at its deadline and when its seats appear free. Only the
   * box office decides that it has ended: until then the page keeps it, with no time left.
   */
  async check(): Promise<void> {
    const hold = this.hold.value;
    if (hold === null || this.checking || this.busy.value !== null) {
      return;
    }
    if (this.open?.kind === 'reserve') {
      return this.reserve((this.open.body as { customer: Customer }).customer);
    }
    this.checking = true;
    try {
      this.renewed(await this.office.findHold(hold.holdId));
    } catch (error) {
      if (error instanceof Problem && error.isGone) {
        this.ranOut(hold);
      }
    } finally {
      this.checking = false;
    }
  }

  dismiss(): void {
    this.message.value = null;
  }

  private renewed({ value, answer }: Timed<Hold>): void {
    this.hold.value = value;
    this.deadline.value = deadlineOf(value.expiresAt, answer, null) ?? this.deadline.value;
    this.save();
  }

  /** Runs one action of the user to its end, under the same key while its outcome is open. */
  private async perform(
    kind: Action['kind'],
    body: unknown,
    run: (action: Action) => Promise<void>,
  ): Promise<void> {
    if (this.busy.value !== null) {
      return;
    }
    const action = begin(this.open, kind, body, this.now().wall);
    this.open = action;
    this.save();
    batch(() => {
      this.busy.value = kind;
      this.message.value = null;
      this.faults.value = [];
    });
    try {
      await run(action);
      this.open = null;
    } catch (error) {
      this.refused(error instanceof Problem ? error : Problem.unanswered(null));
    } finally {
      this.busy.value = null;
      this.save();
      this.seatsChanged();
    }
  }

  private refused(problem: Problem): void {
    if (!problem.isOpen) {
      this.open = null;
    }
    const hold = this.hold.value;
    if (problem.slug === 'seats-taken' && problem.conflicts.length > 0) {
      const seats = problem.conflicts.filter((one): one is SeatChange => 'seat' in one);
      const areas = problem.conflicts.filter((one): one is AreaChange => 'area' in one);
      this.states.mark(seats, areas);
      this.lose({
        seats: seats.map(({ seat }) => seat),
        areas: areas.map(({ area }) => area),
      });
    } else if (hold !== null && problem.slug === 'hold-used') {
      this.endHold(null);
      this.say('warning', 'These seats were already reserved, perhaps in another tab.');
    } else if (hold !== null && problem.isGone) {
      this.ranOut(hold);
    } else {
      this.faults.value = problem.errors;
      this.say(
        'warning',
        [problem.message, ...problem.errors.map(({ detail }) => detail)].join(' '),
      );
    }
  }

  private ranOut(hold: Hold): void {
    this.graceUntil = this.now().steady + GRACE_MILLIS;
    setTimeout(() => this.seatsChanged(), GRACE_MILLIS + 50);
    this.endHold(hold);
    this.say('warning', 'Your hold ran out. Seats that are still free remain chosen.');
  }

  /** @param kept what stays picked; null for nothing */
  private endHold(kept: Hold | null): void {
    batch(() => {
      this.hold.value = null;
      this.deadline.value = null;
      this.open = null;
      this.picks.setAsHeld(kept);
      this.changed();
    });
  }

  private lose(lost: Lost): void {
    if (lost.seats.length + lost.areas.length > 0) {
      const words = this.picks.drop(lost);
      this.changed();
      this.say('warning', words);
    }
  }

  /** @param change returns what there is to say, if anything */
  private pick(change: () => string | null): void {
    if (this.hold.value !== null || this.busy.value !== null) {
      this.say('info', 'Your seats are held. Release them to choose others.');
      return;
    }
    const { seats, places, types } = this.picks;
    const before = [seats.value, places.value, types.value];
    const words = change();
    if (![seats.value, places.value, types.value].every((now, at) => now === before[at])) {
      this.changed();
    }
    if (words !== null) {
      this.say('info', words);
    }
  }

  private changed(): void {
    this.message.value = null;
    this.open = null; // other seats are another action
    this.save();
  }

  private say(tone: Message['tone'], text: string): void {
    this.message.value = { tone, text };
  }

  private save(): void {
    remember(this.event.eventId, {
      ...this.picks.remembered(),
      hold: this.hold.value,
      deadlineWall: this.deadline.value?.wall ?? null,
      open: this.open,
    });
  }

  private now() {
    return this.office.replicas.surroundings.now();
  }
}

/** Returns false if the error says that the hold has ended; throws any other error. */
function ifGone(error: unknown): false {
  if (error instanceof Problem && error.isGone) {
    return false;
  }
  throw error;
}
