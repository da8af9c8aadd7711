import type { BoxOffice } from '../api/boxOffice.ts';
import { deadlineOf } from './countdown.ts';
import { remember } from './memory.ts';

/** Makes what the waiting list offers this tab's booking of the event, to be reserved there. */
export async function takeOffer(office: BoxOffice, eventId: string, holdId: string): Promise<void> {
  const { value: hold, answer } = await office.findHold(holdId);
  remember(eventId, {
    picked: [],
    places: [],
    types: {},
    discountCode: '',
    hold,
    deadlineWall: deadlineOf(hold.expiresAt, answer, null)?.wall ?? null,
    open: null,
  });
}
