import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Event } from '../api/contract.ts';
import { longTime } from '../ui/times.ts';

const TICK_MILLIS = 1_000;

/** Why an event is not on sale, by this device's clock; the box office decides by its own. */
export function useSaleWords(event: Event): ReadonlySignal<string | null> {
  const words = useSignal(saleWords(event, Date.now()));
  useEffect(() => {
    const tick = () => (words.value = saleWords(event, Date.now()));
    const timer = setInterval(tick, TICK_MILLIS);
    return () => clearInterval(timer);
  }, [event]);
  return words;
}

export function SaleNote({ words }: { words: string | null }) {
  return (
    <div role="status" data-testid="sale-note">
      {words !== null && <p class="message warning sale-note">{words}</p>}
    </div>
  );
}

export function saleWords(event: Event, now: number): string | null {
  const { status, saleFrom, saleUntil, timeZone } = event;
  if (status === 'cancelled') {
    return 'This event was cancelled. Its reservations were cancelled, too.';
  }
  if (saleFrom !== undefined && now < Date.parse(saleFrom)) {
    return `Tickets are on sale from ${longTime(saleFrom, timeZone)}.`;
  }
  return saleUntil !== undefined && now >= Date.parse(saleUntil) ? 'The sale is over.' : null;
}
