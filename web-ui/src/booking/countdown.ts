import type { Answer, Moment } from '../api/replicas.ts';

/** A deadline by both of the page's clocks; the earlier one counts. */
export type Deadline = Moment;

const DATE_GRAIN_MILLIS = 1_000; // the Date header has no fraction of a second

/**
 * When a hold ends by this page's clocks, never later than it really does. The server's time is
 * taken from the answer's `Date`, as the latest it can have been. A hold just made is also bounded
 * by the service's promise: `holdSeconds` from the first request for it.
 */
export function deadlineOf(
  expiresAt: string,
  answer: Pick<Answer, 'serverDate' | 'sentAt'>,
  promisedWall: number | null,
): Deadline | null {
  const left: number[] = [];
  if (answer.serverDate !== null) {
    left.push(Date.parse(expiresAt) - answer.serverDate - DATE_GRAIN_MILLIS);
  }
  if (promisedWall !== null) {
    left.push(promisedWall - answer.sentAt.wall);
  }
  if (left.length === 0) {
    return null;
  }
  const millis = Math.max(0, Math.min(...left));
  return { steady: answer.sentAt.steady + millis, wall: answer.sentAt.wall + millis };
}

/** Sleep may have stopped one of the computer's clocks: the one with less time left is right. */
export function remainingMillis(deadline: Deadline, now: Moment): number {
  return Math.max(0, Math.min(deadline.steady - now.steady, deadline.wall - now.wall));
}

/** A deadline stored before a reload, of which only the wall clock time still means anything. */
export function recall(wall: number, now: Moment): Deadline {
  return { wall, steady: now.steady + (wall - now.wall) };
}

export function formatRemaining(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (number: number) => String(number).padStart(2, '0');
  return hours === 0
    ? `${minutes}:${two(seconds % 60)}`
    : `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
