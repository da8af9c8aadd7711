import type { BoxOffice } from '../api/boxOffice.ts';
import { deadlineOf } from './countdown.ts';
import { recallBooking, remember } from './memory.ts';

/**
 * Makes what the waiting list offers this tab's booking of the event, to be reserved there. Never
 * replaces another booking: its hold, or the key of a request without an answer, would be lost.
 */
export async function takeOffer(office: BoxOffice, eventId: string, holdId: string): Promise<void> {
  const before = recallBooking(eventId);
  if (before.hold?.holdId === holdId) {
    return;
  }
  if (before.hold !== null || before.open !== null) {
    throw new Error('You have begun another booking here. Finish or release it in the hall first.');
  }
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
  if (recallBooking(eventId).hold === null) {
    throw new Error('This browser does not let the page keep your seats. Allow it to store data.');
  }
}
