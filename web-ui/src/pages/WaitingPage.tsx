import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Event, WaitingEntry } from '../api/contract.ts';
import { Problem } from '../api/problem.ts';
import { newKey } from '../booking/actions.ts';
import { takeOffer } from '../booking/offer.ts';
import { Loaded } from '../ui/loading.tsx';
import { hashOf } from '../ui/router.ts';
import { clockTime, longTime } from '../ui/times.ts';
import { Title } from '../ui/Title.tsx';

interface Waiting {
  readonly entry: WaitingEntry;
  readonly event: Event;
}

const LOOK_MILLIS = 5_000;

export function WaitingPage({ office, id }: { office: BoxOffice; id: string }) {
  return (
    <Loaded name={id} what="your place in the waiting list" load={() => load(office, id)}>
      {(waiting) =>
        typeof waiting === 'string' ? (
          <Over words={waiting} />
        ) : (
          <WaitingView office={office} {...waiting} />
        )
      }
    </Loaded>
  );
}

/** The entry, or why it is over. */
async function load(office: BoxOffice, id: string): Promise<Waiting | string> {
  try {
    const entry = await office.waitingEntry(id);
    return { entry, event: await office.event(entry.eventId) };
  } catch (error) {
    if (error instanceof Problem && error.isGone) {
      return error.message;
    }
    throw error;
  }
}

function Over({ words }: { words: string }) {
  return (
    <div class="ticket-page">
      <Title text={titleOf(true, false)} />
      <div class="panel" data-testid="waiting">
        <p>{words}</p>
      </div>
      <div class="ticket-actions">
        <a class="button" href="#/">
          All events
        </a>
      </div>
    </div>
  );
}

function WaitingView({ office, entry: first, event }: Waiting & { office: BoxOffice }) {
  const entry = useSignal(first);
  const over = useSignal('');
  const reason = useSignal('');
  const silence = useSignal('');
  const busy = useSignal(false);
  const key = useRef(newKey());

  /** One look after the other, and none while nobody sees the page. */
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const look = async () => {
      if (!document.hidden) {
        try {
          entry.value = await office.waitingEntry(first.entryId);
          silence.value = '';
        } catch (error) {
          if (error instanceof Problem && error.isGone) {
            over.value = error.message;
          } else {
            silence.value = error instanceof Error ? error.message : 'Something went wrong.';
          }
        }
      }
      next();
    };
    const next = () => {
      if (current && over.value === '') {
        timer = setTimeout(() => void look(), LOOK_MILLIS);
      }
    };
    next();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [office, first.entryId]);

  const note = (error: unknown) => {
    if (error instanceof Problem && error.isGone) {
      over.value = error.message;
    } else {
      reason.value = error instanceof Error ? error.message : 'Something went wrong.';
    }
  };
  const run = async (action: () => Promise<void>) => {
    busy.value = true;
    reason.value = '';
    try {
      await action();
    } catch (error) {
      note(error);
    } finally {
      busy.value = false;
    }
  };
  const take = (holdId: string) =>
    run(async () => {
      await takeOffer(office, event.eventId, holdId);
      location.hash = hashOf({ page: 'event', eventId: event.eventId });
    });
  const leave = () =>
    run(async () => {
      await office.leave(first.entryId, key.current);
      over.value = 'You have left the waiting list.';
    });

  const { offer, position, quantity, categories } = entry.value;
  const wish = `${quantity} ${quantity === 1 ? 'ticket' : 'tickets'}`;
  const where = categories.length === 0 ? '' : ` in ${categories.join(' or ')}`;
  return (
    <div class="ticket-page">
      <Title text={titleOf(over.value !== '', offer !== undefined)} />
      <p class="quiet">
        {event.name} · {longTime(event.startsAt, event.timeZone)}
      </p>
      <div class="panel" role="status" data-testid="waiting">
        {over.value !== '' ? (
          <p>{over.value}</p>
        ) : offer === undefined ? (
          <>
            <p class="lead">
              You are number <strong data-testid="position">{position}</strong> of those who wait
              for {event.name}, for {wish}
              {where}.
            </p>
            <p class="quiet">
              This page looks by itself. Keep its address: it is the only proof of your place.
            </p>
          </>
        ) : (
          <p class="lead">
            {wish}
            {where} are kept for you until {momentOf(offer.expiresAt)}. Reserve them before that, or
            the next in the list gets them.
          </p>
        )}
      </div>
      {`${reason.value}${silence.value}` !== '' && (
        <p class="fault" role="alert">
          {reason.value || silence.value}
        </p>
      )}
      <div class="ticket-actions">
        {over.value === '' && offer !== undefined && (
          <button
            type="button"
            class="button primary"
            data-testid="take-offer"
            disabled={busy.value}
            onClick={() => void take(offer.holdId)}
          >
            Reserve them
          </button>
        )}
        <a class="button" href={hashOf({ page: 'event', eventId: event.eventId })}>
          To the hall
        </a>
        {over.value === '' && (
          <button
            type="button"
            class="button"
            data-testid="leave"
            disabled={busy.value}
            onClick={() => void leave()}
          >
            {offer === undefined ? 'Leave the list' : 'Let others have them'}
          </button>
        )}
      </div>
    </div>
  );
}

function titleOf(isOver: boolean, isOffered: boolean): string {
  return isOver ? 'Not waiting any more' : isOffered ? 'Seats for you' : 'On the waiting list';
}

/** A day is named unless it is today. */
function momentOf(time: string): string {
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  return isToday ? clockTime(time) : longTime(time);
}
