import { batch, signal } from '@preact/signals';
import type { BoxOffice, Timed } from '../api/boxOffice.ts';
import type { Customer, Event, Hold, Reservation } from '../api/contract.ts';
import { type Fault, Problem } from '../api/problem.ts';
import type { Hall } from '../hall/plan.ts';
import type { Choice } from '../hall/seatDesk.ts';
import type { SeatStates } from '../hall/seatStates.ts';
import { type Action, begin } from './actions.ts';
import { type Deadline, deadlineOf, recall, remainingMillis } from './countdown.ts';
import { recallBooking, remember } from './memory.ts';

export interface Message {
  readonly tone: 'info' | 'warning';
  readonly text: string;
}

const GRACE_MILLIS = 4_000; // seats of a hold that ended are free again at most 2 s later

/** One buyer's booking for one event: picks seats, holds them, reserves them. */
export class Booking implements Choice {
  readonly picked = signal<readonly string[]>([]);
  readonly hold = signal<Hold | null>(null);
  readonly deadline = signal<Deadline | null>(null);
  readonly busy = signal<Action['kind'] | null>(null);
  readonly message = signal<Message | null>(null);
  readonly faults = signal<readonly Fault[]>([]);

  readonly event: Event;
  private readonly office: BoxOffice;
  private readonly hall: Hall;
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
    this.hall = hall;
    this.states = states;
    this.onReserved = onReserved;
  }

  /** Resumes where this tab was before a reload, unfinished requests included. */
  async resume(): Promise<void> {
    const { picked, hold, deadlineWall, open } = recallBooking(this.event.eventId);
    batch(() => {
      this.picked.value = picked.filter((seat) => this.hall.find(seat) !== undefined);
      this.hold.value = hold;
      this.deadline.value = deadlineWall === null ? null : recall(deadlineWall, this.now());
    });
    this.open = open;
    switch (open?.kind) {
      case 'hold':
        return this.take();
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
    if (this.hold.value !== null || this.busy.value !== null) {
      this.say('info', 'Your seats are held. Release them to choose others.');
      return;
    }
    const picked = this.picked.value;
    if (picked.includes(id)) {
      this.pick(picked.filter((seat) => seat !== id));
    } else if (this.states.ofId(id) !== 'free') {
      this.say('info', `${this.nameOf([id])} is not free.`);
    } else if (picked.length >= this.event.maxSeats) {
      this.say('info', `You can choose up to ${this.event.maxSeats} seats here.`);
    } else {
      this.pick([...picked, id]);
    }
  }

  async take(): Promise<void> {
    const seats = this.picked.value;
    await this.perform('hold', { seats }, async (action) => {
      const { value, answer } = await this.office.hold(this.event.eventId, seats, action.key);
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
      this.endHold([]);
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
      this.endHold([]);
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
      this.holdSeen ||= !free;
      if (this.holdSeen && free) {
        void this.check();
      }
    } else if (this.open === null && this.now().steady >= this.graceUntil) {
      const lost = this.picked.value.filter((seat) => this.states.ofId(seat) !== 'free');
      this.lose(lost);
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
      if (error instanceof Problem && isGone(error)) {
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
    if (problem.slug === 'seats-taken') {
      this.states.mark(problem.conflicts);
      this.lose(problem.conflicts.map(({ seat }) => seat));
    } else if (hold !== null && isUsed(problem)) {
      this.endHold([]);
      this.say('warning', 'These seats were already reserved, perhaps in another tab.');
    } else if (hold !== null && isGone(problem)) {
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
    this.endHold(hold.seats.map(({ seat }) => seat));
    this.say('warning', 'Your hold ran out. Seats that are still free remain chosen.');
  }

  private endHold(picked: readonly string[]): void {
    batch(() => {
      this.hold.value = null;
      this.deadline.value = null;
      this.open = null;
      this.pick(picked);
    });
  }

  private lose(lost: readonly string[]): void {
    if (lost.length > 0) {
      this.pick(this.picked.value.filter((seat) => !lost.includes(seat)));
      const verb = lost.length === 1 ? 'was' : 'were';
      this.say('warning', `${this.nameOf(lost)} ${verb} just taken by someone else.`);
    }
  }

  private pick(picked: readonly string[]): void {
    this.picked.value = picked;
    this.message.value = null;
    this.open = null; // other seats are another action
    this.save();
  }

  private nameOf(seats: readonly string[]): string {
    const names = seats.map((id) => this.hall.labelOf(this.hall.find(id) ?? -1) || id);
    return new Intl.ListFormat('en').format(names);
  }

  private say(tone: Message['tone'], text: string): void {
    this.message.value = { tone, text };
  }

  private save(): void {
    remember(this.event.eventId, {
      picked: this.picked.value,
      hold: this.hold.value,
      deadlineWall: this.deadline.value?.wall ?? null,
      open: this.open,
    });
  }

  private now() {
    return this.office.replicas.surroundings.now();
  }
}

function isGone(problem: Problem): boolean {
  return problem.status === 410 || problem.status === 404;
}

function isUsed(problem: Problem): boolean {
  return problem.slug === 'hold-used';
}

/** Returns false if the error says that the hold has ended; throws any other error. */
function ifGone(error: unknown): false {
  if (error instanceof Problem && isGone(error)) {
    return false;
  }
  throw error;
}
