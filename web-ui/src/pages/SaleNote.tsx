import type { Event } from '../api/contract.ts';
import { longTime } from '../ui/times.ts';

/** Says when an event is not on sale, by this device's clock; the box office decides by its own. */
export function SaleNote({ event }: { event: Event }) {
  const words = saleWords(event, Date.now());
  return words === null ? null : (
    <p class="message warning sale-note" data-testid="sale-note">
      {words}
    </p>
  );
}

function saleWords(event: Event, now: number): string | null {
  const { status, saleFrom, saleUntil, timeZone } = event;
  if (status === 'cancelled') {
    return 'This event was cancelled. Its reservations were cancelled, too.';
  }
  if (saleFrom !== undefined && now < Date.parse(saleFrom)) {
    return `Tickets are on sale from ${longTime(saleFrom, timeZone)}.`;
  }
  return saleUntil !== undefined && now >= Date.parse(saleUntil) ? 'The sale is over.' : null;
}
