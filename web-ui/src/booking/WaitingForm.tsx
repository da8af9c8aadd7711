import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Event, Party, WaitingEntry } from '../api/contract.ts';
import { Problem } from '../api/problem.ts';
import { newKey } from './actions.ts';
import { Numbers } from './BestForm.tsx';

interface Props {
  readonly office: BoxOffice;
  readonly event: Event;
  readonly onJoined: (entry: WaitingEntry) => void;
}

const PARTY_USUAL = 2;
const ANY = ''; // of the options; a category may be called that, so names have a sign before them

/** Lets a buyer wait for what others give back. */
export function WaitingForm({ office, event, onJoined }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const open = useRef<Open | null>(null);
  const quantity = useSignal(Math.min(PARTY_USUAL, event.maxSeats));
  const busy = useSignal(false);
  const reason = useSignal('');

  const join = async (party: Party) => {
    const key = keyOf(event.eventId, JSON.stringify(party), open.current);
    open.current = key;
    busy.value = true;
    reason.value = '';
    try {
      const entry = await office.join(event.eventId, party, key.key);
      forgetKey(event.eventId);
      onJoined(entry);
    } catch (error) {
      if (error instanceof Problem && !error.isOpen) {
        forgetKey(event.eventId);
        open.current = null;
      }
      reason.value = error instanceof Error ? error.message : 'Something went wrong.';
    } finally {
      busy.value = false;
    }
  };
  const submit = (submitted: SubmitEvent) => {
    submitted.preventDefault();
    if (form.current !== null) {
      const data = new FormData(form.current);
      const text = (name: string) => String(data.get(name) ?? '').trim();
      const category = text('category');
      void join({
        quantity: quantity.value,
        categories: category === ANY ? [] : [category.slice(1)],
        customer: { name: text('name'), email: text('email') },
      });
    }
  };
  return (
    <details class="panel waiting-form" data-testid="waiting-form">
      <summary>Nothing that suits? Join the waiting list</summary>
      <p class="quiet">
        When seats come back, they are kept for the first in the list who fits. You need no account,
        but keep the address of the page that follows.
      </p>
      <form ref={form} class="customer" onSubmit={submit}>
        <label class="field">
          <span>How many of you</span>
          <Numbers
            name="party-quantity"
            value={quantity.value}
            from={1}
            to={event.maxSeats}
            onChange={(next) => (quantity.value = next)}
          />
        </label>
        <label class="field">
          <span>Category</span>
          <select name="category" data-testid="party-category">
            <option value={ANY}>Any</option>
            {Object.keys(event.prices).map((name) => (
              <option key={name} value={`=${name}`}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Name</span>
          <input name="name" required maxLength={200} autocomplete="name" pattern=".*\S.*" />
        </label>
        <label class="field">
          <span>Email</span>
          <input name="email" type="email" required maxLength={254} autocomplete="email" />
        </label>
        {reason.value !== '' && (
          <p class="fault" role="alert">
            {reason.value}
          </p>
        )}
        <button type="submit" class="button" disabled={busy.value} data-testid="join">
          {busy.value ? 'Joining…' : 'Join the waiting list'}
        </button>
      </form>
    </details>
  );
}

interface Open {
  readonly body: string;
  readonly key: string;
}

/**
 * A retry of a request without an answer goes under the same key, also after a reload: it finds
 * the entry whose address was lost with the answer.
 */
function keyOf(eventId: string, body: string, before: Open | null): Open {
  const known = before ?? stored(eventId);
  if (known?.body === body) {
    return known;
  }
  const open = { body, key: newKey() };
  try {
    sessionStorage.setItem(nameOf(eventId), JSON.stringify(open));
  } catch {
    // Storage is full or forbidden: only a reload would lose the key.
  }
  return open;
}

function stored(eventId: string): Open | null {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(eventId)) ?? 'null') as Open | null;
  } catch {
    return null;
  }
}

function forgetKey(eventId: string): void {
  try {
    sessionStorage.removeItem(nameOf(eventId));
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

function nameOf(eventId: string): string {
  return `parterre.waiting.${eventId}`;
}
