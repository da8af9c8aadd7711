import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Event, Reservation, Venue } from '../api/contract.ts';
import { newKey } from '../booking/actions.ts';
import { Bill } from '../booking/Bill.tsx';
import { Loaded } from '../ui/loading.tsx';
import { longTime } from '../ui/times.ts';
import { Title } from '../ui/Title.tsx';
import { Tickets } from './Tickets.tsx';

interface Ticket {
  readonly reservation: Reservation;
  readonly event: Event;
  readonly venue: Venue | undefined;
}

export function TicketPage({ office, id }: { office: BoxOffice; id: string }) {
  return (
    <Loaded name={id} what="your ticket" load={() => load(office, id)}>
      {(ticket) => <TicketView office={office} {...ticket} />}
    </Loaded>
  );
}

async function load(office: BoxOffice, id: string): Promise<Ticket> {
  const reservation = await office.reservation(id);
  const [event, venues] = await Promise.all([office.event(reservation.eventId), office.venues()]);
  const venue = venues.find(({ venueId }) => venueId === event.venueId);
  return { reservation, event, venue };
}

function TicketView({ office, reservation, event, venue }: Ticket & { office: BoxOffice }) {
  const cancelled = useSignal(reservation.status !== 'reserved');
  const { customer } = reservation;
  return (
    <div class="ticket-page">
      <Title text={cancelled.value ? 'Reservation cancelled' : 'You’re in'} />
      <p class="lead">
        {cancelled.value
          ? 'Its seats are back on sale.'
          : 'Show the tickets below at the door. Keep this address to come back to them.'}
      </p>
      <article class={cancelled.value ? 'ticket cancelled' : 'ticket'} data-testid="ticket">
        <div class="ticket-stub">
          <span class="ticket-word">Code</span>
          <strong class="ticket-code" data-testid="code">
            {reservation.code}
          </strong>
          <span class="ticket-word">{cancelled.value ? 'cancelled' : 'reserved'}</span>
        </div>
        <div class="ticket-body">
          <h2>{event.name}</h2>
          <p class="quiet">
            {longTime(event.startsAt, event.timeZone)}
            {venue !== undefined && <> · {venue.name}</>}
          </p>
          <Bill {...reservation} />
          {reservation.payment !== undefined && (
            <p class="quiet">Payment: {reservation.payment.status}</p>
          )}
          <p class="quiet ticket-name">
            {customer.name} · {customer.email}
          </p>
        </div>
      </article>
      {!cancelled.value && <Tickets office={office} reservation={reservation} />}
      <div class="ticket-actions">
        <a class="button" href="#/">
          All events
        </a>
        {!cancelled.value && (
          <>
            <FileLink office={office} id={reservation.reservationId} file="tickets.pdf">
              Tickets as PDF
            </FileLink>
            <FileLink office={office} id={reservation.reservationId} file="calendar.ics">
              To my calendar
            </FileLink>
            <Cancel
              office={office}
              reservation={reservation}
              onDone={() => (cancelled.value = true)}
            />
          </>
        )}
      </div>
    </div>
  );
}

interface FileProps {
  readonly office: BoxOffice;
  readonly id: string;
  readonly file: 'tickets.pdf' | 'calendar.ics';
  readonly children: string;
}

function FileLink({ office, id, file, children }: FileProps) {
  return (
    <a class="button" href={office.fileOf(id, file)} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

interface CancelProps {
  readonly office: BoxOffice;
  readonly reservation: Reservation;
  readonly onDone: () => void;
}

function Cancel({ office, reservation, onDone }: CancelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const key = useRef(newKey());
  const busy = useSignal(false);
  const reason = useSignal('');
  const cancel = async () => {
    busy.value = true;
    reason.value = '';
    try {
      await office.cancel(reservation.reservationId, key.current);
      dialog.current?.close();
      onDone();
    } catch (error) {
      reason.value = error instanceof Error ? error.message : 'Something went wrong.';
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        Cancel reservation
      </button>
      <dialog ref={dialog} aria-labelledby="cancel-question">
        <h2 id="cancel-question">Cancel this reservation?</h2>
        <p>Your seats go back on sale at once. This cannot be undone.</p>
        {reason.value !== '' && (
          <p class="fault" role="alert">
            {reason.value}
          </p>
        )}
        <div class="ticket-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button
            type="button"
            class="button primary"
            disabled={busy.value}
            data-testid="confirm-cancel"
            onClick={() => void cancel()}
          >
            {busy.value ? 'Cancelling…' : 'Cancel it'}
          </button>
        </div>
      </dialog>
    </>
  );
}
