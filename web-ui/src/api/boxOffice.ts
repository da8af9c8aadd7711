import type {
  Cluster,
  Customer,
  Event,
  Hold,
  Page,
  Party,
  Reservation,
  Venue,
  WaitingEntry,
  Wanted,
} from './contract.ts';
import type { Answer, Replicas } from './replicas.ts';

const API = '/api/v1';
const PAGES_MAX = 10;
const PLAN_TIMEOUT_MILLIS = 30_000;

/** An answer's body, with what is needed to work out its times. */
export interface Timed<T> {
  readonly value: T;
  readonly answer: Answer;
}

/** The calls of the contract that a buyer needs. */
export class BoxOffice {
  readonly replicas: Replicas;

  constructor(replicas: Replicas) {
    this.replicas = replicas;
  }

  events(): Promise<Event[]> {
    return this.all<Event>('/events');
  }

  venues(): Promise<Venue[]> {
    return this.all<Venue>('/venues');
  }

  event(eventId: string): Promise<Event> {
    return this.get<Event>(`/events/${encodeURIComponent(eventId)}`);
  }

  /** A plan never changes and may be large, so it is given more time than a booking. */
  async plan(venueId: string): Promise<unknown> {
    const path = `${API}/venues/${encodeURIComponent(venueId)}/plan`;
    const timeoutMillis = PLAN_TIMEOUT_MILLIS;
    return (await this.replicas.send({ method: 'GET', path, timeoutMillis })).body;
  }

  async hold(eventId: string, wanted: Wanted, key: string): Promise<Timed<Hold>> {
    const path = `${API}/events/${encodeURIComponent(eventId)}/holds`;
    return timed<Hold>(await this.replicas.send({ method: 'POST', path, body: wanted, key }));
  }

  async findHold(holdId: string): Promise<Timed<Hold>> {
    return timed<Hold>(await this.replicas.send({ method: 'GET', path: holdPath(holdId) }));
  }

  async release(holdId: string, key: string): Promise<void> {
    await this.replicas.send({ method: 'DELETE', path: holdPath(holdId), key });
  }

  async reserve(holdId: string, customer: Customer, key: string): Promise<Reservation> {
    const path = `${API}/reservations`;
    const body = { holdId, customer };
    return (await this.replicas.send({ method: 'POST', path, body, key })).body as Reservation;
  }

  reservation(reservationId: string): Promise<Reservation> {
    return this.get<Reservation>(`/reservations/${encodeURIComponent(reservationId)}`);
  }

  async cancel(reservationId: string, key: string): Promise<void> {
    const path = this.pathOf(reservationId);
    await this.replicas.send({ method: 'DELETE', path, key });
  }

  /** A ticket as a picture (SVG): the n-th of a reservation, from 1. */
  async ticket(reservationId: string, n: number): Promise<string> {
    const path = `${this.pathOf(reservationId)}/tickets/${n}.svg`;
    return (await this.replicas.send({ method: 'GET', path, accept: 'image/svg+xml' }))
      .body as string;
  }

  /** Where the current replica has a file of a reservation. */
  fileOf(reservationId: string, file: 'tickets.pdf' | 'calendar.ics'): string {
    return `${this.replicas.current.value}${this.pathOf(reservationId)}/${file}`;
  }

  private pathOf(reservationId: string): string {
    return `${API}/reservations/${encodeURIComponent(reservationId)}`;
  }

  async join(eventId: string, party: Party, key: string): Promise<WaitingEntry> {
    const path = `${API}/events/${encodeURIComponent(eventId)}/waiting-list`;
    return (await this.replicas.send({ method: 'POST', path, body: party, key }))
      .body as WaitingEntry;
  }

  waitingEntry(entryId: string): Promise<WaitingEntry> {
    return this.get<WaitingEntry>(`/waiting-list/${encodeURIComponent(entryId)}`);
  }

  async leave(entryId: string, key: string): Promise<void> {
    const path = `${API}/waiting-list/${encodeURIComponent(entryId)}`;
    await this.replicas.send({ method: 'DELETE', path, key });
  }

  /** Tries each replica once, since it is called again two seconds later. */
  async cluster(): Promise<Cluster> {
    const path = `${API}/cluster`;
    const limits = { timeoutMillis: 4_000, patienceMillis: 0 };
    const cluster = (await this.replicas.send({ method: 'GET', path, ...limits })).body as Cluster;
    this.replicas.learn(cluster, this.replicas.current.value);
    return cluster;
  }

  streamPath(eventId: string): string {
    return `${API}/events/${encodeURIComponent(eventId)}/stream?consistency=local`;
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.replicas.send({ method: 'GET', path: API + path })).body as T;
  }

  private async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor = '';
    for (let page = 0; page < PAGES_MAX; page++) {
      const part = await this.get<Page<T>>(`${path}?limit=200${cursor}`);
      items.push(...part.items);
      if (part.next === undefined) {
        break;
      }
      cursor = `&cursor=${encodeURIComponent(part.next)}`;
    }
    return items;
  }
}

function holdPath(holdId: string): string {
  return `${API}/holds/${encodeURIComponent(holdId)}`;
}

function timed<T>(answer: Answer): Timed<T> {
  return { value: answer.body as T, answer };
}
