import type { Answer, Moment } from '../api/replicas.ts';

/** An end by both of the page's clocks; whichever comes first is the end. */
export type Deadline = Moment;

const DATE_GRAIN_MILLIS = 1_000; // the Date header leaves out the fraction of its second

/**
 * When a hold ends, by the clocks of this page and never later than it does. The server's time at
 * the answer is taken from its `Date`, at the latest it can have been. For a hold just made there
 * is also the service's promise, `holdSeconds` from when it was first asked for.
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

/** A computer that slept may have stopped one of its clocks: the one that says less is right. */
export function remainingMillis(deadline: Deadline, now: Moment): number {
  return Math.max(0, Math.min(deadline.steady - now.steady, deadline.wall - now.wall));
}

/** The end noted before a reload, of which only the wall clock still means a thing. */
export function recall(wall: number, now: Moment): Deadline {
  return { wall, steady: now.steady + (wall - now.wall) };
}

export function formatRemaining(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
