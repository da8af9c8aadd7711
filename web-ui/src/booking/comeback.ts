import type { Hold } from '../api/contract.ts';
import type { SeatStates } from '../hall/seatStates.ts';

const LOOK_MILLIS = 5_000;

/** Notices that places came back in an area of a hold: they may be the hold's own. */
export class Comeback {
  private readonly states: SeatStates;
  private seen: ReadonlyMap<string, number> = new Map();
  private nextLook = 0;

  constructor(states: SeatStates) {
    this.states = states;
  }

  /**
   * Whether an area of the hold has more free places than at the last call. Says so at most every
   * five seconds, since in an area that sells well places come back all the time.
   */
  noticed(hold: Hold, steadyMillis: number): boolean {
    const free = (hold.places ?? []).map(
      ({ area }) => [area, this.states.freePlaces(area)] as const,
    );
    const more = free.some(([area, places]) => places > (this.seen.get(area) ?? Infinity));
    this.seen = new Map(free);
    if (!more || steadyMillis < this.nextLook) {
      return false;
    }
    this.nextLook = steadyMillis + LOOK_MILLIS;
    return true;
  }
}
