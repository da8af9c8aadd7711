import type { AreaChange, SeatChange } from './contract.ts';

export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** A refusal by the service (problem+json), or the absence of any answer, in plain words. */
export class Problem extends Error {
  readonly status: number;
  readonly slug: string;
  readonly conflicts: readonly (SeatChange | AreaChange)[];
  readonly errors: readonly Fault[];

  constructor(status: number, slug: string, detail: string, body: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.slug = slug;
    this.conflicts = list<SeatChange | AreaChange>(body['conflicts']);
    this.errors = list<Fault>(body['errors']);
  }

  static of(status: number, body: unknown): Problem {
    const members = isObject(body) ? body : {};
    const slug = text(members['type']).split('/').pop() ?? '';
    const detail = text(members['detail']) || text(members['title']);
    return new Problem(status, slug, detail || `The box office answered ${status}.`, members);
  }

  /** No replica gave a final answer; a retry with the same key is safe. */
  static unanswered(last: Problem | null): Problem {
    return new Problem(
      last?.status ?? 0,
      last?.slug ?? 'unreachable',
      last === null
        ? 'No replica of the box office is responding. Check your connection and try again.'
        : 'The box office cannot answer right now. Try again in a moment; nothing is booked twice.',
    );
  }

  /** Whether what was asked for has ended, or never existed. */
  get isGone(): boolean {
    return this.status === 410 || this.status === 404;
  }

  /** Whether the outcome is still open: then a retry must keep the action's key. */
  get isOpen(): boolean {
    return this.status === 0 || this.status >= 500 || this.slug === 'request-in-progress';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}
