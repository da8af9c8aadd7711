import { effect, signal } from '@preact/signals';
import type { BoxOffice } from './boxOffice.ts';
import type { SeatChanges, SeatsSnapshot } from './contract.ts';
import { SseParser } from './sse.ts';

export interface SeatListener {
  snapshot(snapshot: SeatsSnapshot): void;
  changes(changes: SeatChanges): void;
}

const SILENCE_MILLIS = 40_000; // a live stream sends something every 15 s
const BACKOFF_MAX_MILLIS = 5_000;

/**
 * The live states of an event's seats. Reads the stream with `fetch`, since an `EventSource` could
 * not pass its `Last-Event-ID` on to another replica when its own is gone.
 */
export class SeatFeed {
  readonly live = signal(false);

  private readonly office: BoxOffice;
  private readonly path: string;
  private readonly listener: SeatListener;
  private lastEventId: string | null = null;
  private stopped = false;
  private connection: AbortController | null = null;

  constructor(office: BoxOffice, eventId: string, listener: SeatListener) {
    this.office = office;
    this.path = office.streamPath(eventId);
    this.listener = listener;
  }

  /** Runs until `stop` is called. */
  async run(): Promise<void> {
    const replicas = this.office.replicas;
    for (let failures = 0; !this.stopped; failures++) {
      const order = replicas.inOrder();
      const url = order[failures % order.length] ?? replicas.current.value;
      if (await this.follow(url)) {
        failures = -1;
      }
      this.live.value = false;
      if (this.stopped) {
        return;
      }
      // Asking for the cluster finds a replica that still answers and makes it the current one.
      await this.office.cluster().catch(() => null);
      if (failures > 0) {
        const pause = Math.min(BACKOFF_MAX_MILLIS, 200 * 2 ** failures);
        await replicas.surroundings.sleep(pause * (0.75 + Math.random() / 2));
      }
    }
  }

  stop(): void {
    this.stopped = true;
    this.connection?.abort();
  }

  /** Reads from one replica until the connection ends; returns whether anything was read. */
  private async follow(url: string): Promise<boolean> {
    const replicas = this.office.replicas;
    const connection = new AbortController();
    this.connection = connection;
    const stopWatching = effect(() => {
      if (replicas.current.value !== url && replicas.isAway(url)) {
        connection.abort();
      }
    });
    try {
      return await this.read(url, connection);
    } finally {
      stopWatching();
      connection.abort();
    }
  }

  private async read(url: string, connection: AbortController): Promise<boolean> {
    let heard = false;
    let watchdog = setTimeout(() => connection.abort(), SILENCE_MILLIS);
    try {
      const response = await this.office.replicas.surroundings.fetch(url + this.path, {
        headers: this.headers(),
        signal: connection.signal,
        cache: 'no-store',
      });
      if (!response.ok || response.body === null) {
        return false;
      }
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new SseParser();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => connection.abort(), SILENCE_MILLIS);
        for (const message of parser.push(part.value)) {
          this.tell(message.event, message.data);
          this.lastEventId = message.id ?? this.lastEventId;
        }
        heard = true;
        this.live.value = true;
      }
    } catch {
      // Cut off: the caller continues with the next replica, from the last message that was read.
    } finally {
      clearTimeout(watchdog);
    }
    return heard;
  }

  private headers(): Record<string, string> {
    const accept = { Accept: 'text/event-stream' };
    return this.lastEventId === null ? accept : { ...accept, 'Last-Event-ID': this.lastEventId };
  }

  private tell(event: string, data: string): void {
    if (event === 'snapshot') {
      this.listener.snapshot(JSON.parse(data) as SeatsSnapshot);
    } else if (event === 'seats') {
      this.listener.changes(JSON.parse(data) as SeatChanges);
    }
  }
}
