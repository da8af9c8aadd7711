import type { Hold, Places } from '../api/contract.ts';
import type { Action } from './actions.ts';
import type { Types } from './picks.ts';

/** The part of a booking that must survive a reload of the page, in this tab only. */
export interface Memory {
  readonly picked: readonly string[];
  readonly places: readonly Places[];
  readonly types: Types;
  readonly discountCode: string;
  readonly hold: Hold | null;
  readonly deadlineWall: number | null;
  readonly open: Action | null;
}

const NOTHING: Memory = {
  picked: [],
  places: [],
  types: {},
  discountCode: '',
  hold: null,
  deadlineWall: null,
  open: null,
};

export function remember(eventId: string, memory: Memory): void {
  try {
    sessionStorage.setItem(nameOf(eventId), JSON.stringify(memory));
  } catch {
    // Storage is full or forbidden: the booking continues, and only a reload would lose it.
  }
}

export function recallBooking(eventId: string): Memory {
  try {
    const stored = sessionStorage.getItem(nameOf(eventId));
    return stored === null ? NOTHING : { ...NOTHING, ...(JSON.parse(stored) as Memory) };
  } catch {
    return NOTHING;
  }
}

function nameOf(eventId: string): string {
  return `parterre.booking.${eventId}`;
}
