import { signal } from '@preact/signals';
import type {
  AreaChange,
  SeatChange,
  SeatChanges,
  SeatsSnapshot,
  SeatStatus,
} from '../api/contract.ts';
import type { SeatListener } from '../api/seatFeed.ts';
import type { Hall } from './plan.ts';

const STATUSES: readonly SeatStatus[] = ['free', 'held', 'reserved', 'blocked'];

/** The public state of every seat and area, as of one index of the log. */
export class SeatStates implements SeatListener {
  /** Grows with each change, so that observers know when to redraw. */
  readonly version = signal(0);
  /** How many seats and places. */
  readonly free = signal(0);
  readonly known = signal(false);

  private readonly hall: Hall;
  private readonly codes: Uint8Array;
  private readonly places: Map<string, number>;
  private index = -1;

  constructor(hall: Hall) {
    this.hall = hall;
    this.codes = new Uint8Array(hall.count);
    this.places = new Map(hall.areas.map(({ id, capacity }) => [id, capacity]));
    this.free.value = hall.capacity;
  }

  of(seat: number): SeatStatus {
    return STATUSES[this.codes[seat] ?? 0] ?? 'free';
  }

  /** By the plan's id; a seat that the plan does not have counts as blocked. */
  ofId(id: string): SeatStatus {
    const seat = this.hall.find(id);
    return seat === undefined ? 'blocked' : this.of(seat);
  }

  /** How many places an area has left; none if the plan does not have it. */
  freePlaces(area: string): number {
    this.version.value;
    return this.places.get(area) ?? 0;
  }

  snapshot(snapshot: SeatsSnapshot): void {
    this.index = snapshot.index;
    this.codes.fill(0);
    this.setAll(snapshot.held, 'held');
    this.setAll(snapshot.reserved, 'reserved');
    this.setAll(snapshot.blocked, 'blocked');
    this.setAreas(snapshot.areas ?? []);
    this.known.value = true;
    this.changed();
  }

  changes(changes: SeatChanges): void {
    if (changes.index <= this.index) {
      return; // repeated after a reconnection
    }
    this.index = changes.index;
    for (const { seat, status } of changes.changes) {
      this.setAll([seat], status);
    }
    this.setAreas(changes.areas ?? []);
    this.changed();
  }

  /** Applies what a refusal said, ahead of the stream. */
  mark(seats: readonly SeatChange[], areas: readonly AreaChange[]): void {
    for (const { seat, status } of seats) {
      this.setAll([seat], status);
    }
    this.setAreas(areas);
    this.changed();
  }

  private setAreas(areas: readonly AreaChange[]): void {
    for (const { area, free } of areas) {
      if (this.places.has(area)) {
        this.places.set(area, free);
      }
    }
  }

  private setAll(ids: readonly string[], status: SeatStatus): void {
    const code = Math.max(0, STATUSES.indexOf(status));
    for (const id of ids) {
      const seat = this.hall.find(id);
      if (seat !== undefined) {
        this.codes[seat] = code;
      }
    }
  }

  private changed(): void {
    let free = 0;
    for (const code of this.codes) {
      free += code === 0 ? 1 : 0;
    }
    for (const places of this.places.values()) {
      free += places;
    }
    this.free.value = free;
    this.version.value++;
  }
}
