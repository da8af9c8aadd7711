import { signal } from '@preact/signals';
import type { Cluster } from './contract.ts';
import { Problem } from './problem.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** What the answer is to be; without it, JSON. Anything else is a text. */
  readonly accept?: string;
  /** One key for one action of the user, the same on every retry at every replica. */
  readonly key?: string;
  readonly timeoutMillis?: number;
  /** How long to keep trying the replicas before giving up. */
  readonly patienceMillis?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly serverDate: number | null;
  /** When the request that got this answer was sent. */
  readonly sentAt: Moment;
}

/** The same instant by the page's monotonic clock and by its wall clock. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

export interface Surroundings {
  readonly fetch: typeof fetch;
  readonly now: () => Moment;
  readonly sleep: (millis: number) => Promise<void>;
}

export interface Failover {
  readonly away: string;
  readonly now: string;
}

const BROWSER: Surroundings = {
  fetch: (input, init) => fetch(input, init),
  now: () => ({ steady: performance.now(), wall: Date.now() }),
  sleep: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
};

const TIMEOUT_MILLIS = 6_500; // above the replicas' own deadline of 5 s
const PATIENCE_MILLIS = 20_000;
const AWAY_MILLIS = 4_000;
const BACKOFF_MAX_MILLIS = 2_000;

type Attempt =
  | { readonly kind: 'final'; readonly answer: Answer }
  | { readonly kind: 'undecided'; readonly problem: Problem }
  | { readonly kind: 'gone' };

/**
 * The replicas that this page may talk to. Any of them serves any request, so a request goes to
 * the current one and, if that one gives no final answer, with the same key to the next.
 */
export class Replicas {
  readonly current = signal('');
  readonly failover = signal<Failover | null>(null);
  /** The id of each known replica by its address. */
  readonly ids = signal<ReadonlyMap<string, string>>(new Map());

  readonly surroundings: Surroundings;
  private readonly home: string;
  private homeId: string | null = null;
  private readonly awayUntil = new Map<string, number>();

  constructor(home: string, surroundings: Surroundings = BROWSER) {
    this.home = home;
    this.surroundings = surroundings;
    this.current.value = home;
  }

  /** Takes the addresses from an answer to `/cluster`. The page's own origin stays as it is. */
  learn(cluster: Cluster, answeredBy: string): void {
    if (answeredBy === this.home) {
      this.homeId = cluster.self;
    }
    const ids = new Map<string, string>();
    if (this.homeId !== null) {
      ids.set(this.home, this.homeId);
    }
    for (const member of cluster.members) {
      const url = originOf(member.url);
      if (url !== null && member.id !== this.homeId) {
        ids.set(url, member.id);
      }
    }
    this.ids.value = ids;
  }

  nameOf(url: string): string {
    const id = this.ids.value.get(url);
    return id === undefined ? new URL(url).host : `replica ${id}`;
  }

  /** The current replica first; replicas that recently failed to answer last. */
  inOrder(): string[] {
    const others = [...new Set([this.home, ...this.ids.value.keys()])].filter(
      (url) => url !== this.current.value,
    );
    const all = [this.current.value, ...others];
    return [...all.filter((url) => !this.isAway(url)), ...all.filter((url) => this.isAway(url))];
  }

  isAway(url: string): boolean {
    return (this.awayUntil.get(url) ?? 0) > this.surroundings.now().steady;
  }

  /** Returns the first final answer; throws a Problem for a refusal or when none answers. */
  async send(request: Request): Promise<Answer> {
    const patience = request.patienceMillis ?? PATIENCE_MILLIS;
    const until = this.surroundings.now().steady + patience;
    let last: Problem | null = null;
    for (let round = 0; ; round++) {
      for (const url of this.inOrder()) {
        const attempt = await this.attempt(url, request);
        if (attempt.kind === 'final') {
          this.goOnWith(url);
          return orThrow(attempt.answer);
        }
        if (attempt.kind === 'undecided') {
          last = attempt.problem;
        }
      }
      const pause = Math.min(BACKOFF_MAX_MILLIS, 250 * 2 ** round) * (0.75 + Math.random() / 2);
      if (this.surroundings.now().steady + pause >= until) {
        throw Problem.unanswered(last);
      }
      await this.surroundings.sleep(pause);
    }
  }

  private async attempt(url: string, request: Request): Promise<Attempt> {
    const sentAt = this.surroundings.now();
    try {
      const response = await this.surroundings.fetch(url + request.path, {
        method: request.method,
        headers: headersOf(request),
        signal: AbortSignal.timeout(request.timeoutMillis ?? TIMEOUT_MILLIS),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      const isText = text === '' || isOf(request.accept, response);
      const body: unknown = isText ? text || null : JSON.parse(text);
      this.awayUntil.delete(url);
      const problem = response.ok ? null : Problem.of(response.status, body);
      if (problem?.isOpen) {
        return { kind: 'undecided', problem };
      }
      const serverDate = Date.parse(response.headers.get('Date') ?? '');
      const date = Number.isNaN(serverDate) ? null : serverDate;
      return { kind: 'final', answer: { status: response.status, body, serverDate: date, sentAt } };
    } catch {
      this.awayUntil.set(url, this.surroundings.now().steady + AWAY_MILLIS);
      return { kind: 'gone' };
    }
  }

  private goOnWith(url: string): void {
    const before = this.current.value;
    if (url === before) {
      return;
    }
    this.current.value = url;
    this.failover.value = { away: this.nameOf(before), now: this.nameOf(url) };
  }
}

function headersOf(request: Request): Record<string, string> {
  const accept = request.accept ?? 'application/json';
  const headers: Record<string, string> = { Accept: `${accept}, application/problem+json` };
  if (request.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (request.key !== undefined) {
    headers['Idempotency-Key'] = request.key;
  }
  return headers;
}

/** Something in between may answer with a page of its own, which is neither this nor JSON. */
function isOf(type: string | undefined, response: Response): boolean {
  return type !== undefined && (response.headers.get('Content-Type') ?? '').startsWith(type);
}

function orThrow(answer: Answer): Answer {
  if (answer.status >= 400) {
    throw Problem.of(answer.status, answer.body);
  }
  return answer;
}

function originOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}
