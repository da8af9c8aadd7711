import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Event, WaitingEntry } from '../api/contract.ts';
import { SeatFeed } from '../api/seatFeed.ts';
import { Booking } from '../booking/booking.ts';
import { BookingPanel } from '../booking/BookingPanel.tsx';
import { WaitingForm } from '../booking/WaitingForm.tsx';
import { AreaList } from '../hall/AreaList.tsx';
import { HallCanvas } from '../hall/HallCanvas.tsx';
import { Legend } from '../hall/Legend.tsx';
import { type Drawing, Hall } from '../hall/plan.ts';
import { SeatDesk } from '../hall/seatDesk.ts';
import { SeatList } from '../hall/SeatList.tsx';
import { SeatStates } from '../hall/seatStates.ts';
import { Loaded } from '../ui/loading.tsx';
import { hashOf } from '../ui/router.ts';
import { longTime } from '../ui/times.ts';
import { Title } from '../ui/Title.tsx';
import { SaleNote, useSaleWords } from './SaleNote.tsx';

interface Stage {
  readonly event: Event;
  readonly hall: Hall;
}

export function EventPage({ office, eventId }: { office: BoxOffice; eventId: string }) {
  return (
    <Loaded name={eventId} what="the hall" load={() => load(office, eventId)}>
      {({ event, hall }) => <Stage office={office} event={event} hall={hall} />}
    </Loaded>
  );
}

async function load(office: BoxOffice, eventId: string): Promise<Stage> {
  const event = await office.event(eventId);
  return { event, hall: new Hall((await office.plan(event.venueId)) as Drawing) };
}

function Stage({ office, event, hall }: Stage & { office: BoxOffice }) {
  const { states, booking, feed, desk } = useMemo(() => {
    const states = new SeatStates(hall);
    const booking = new Booking(office, event, hall, states, ({ reservationId }) => {
      location.hash = hashOf({ page: 'ticket', reservationId });
    });
    const feed = new SeatFeed(office, event.eventId, states);
    return { states, booking, feed, desk: new SeatDesk(event, hall, states, booking) };
  }, [office, event, hall]);

  useEffect(() => {
    void booking.resume();
    void feed.run();
    const stop = effect(() => {
      states.version.value;
      queueMicrotask(() => booking.seatsChanged());
    });
    return () => {
      stop();
      feed.stop();
    };
  }, [feed]);

  const notOnSale = useSaleWords(event);

  return (
    <div class="stage" data-event={event.eventId}>
      <div class="stage-head">
        <a class="back" href="#/">
          ← All events
        </a>
        <Title text={event.name} />
        <p class="quiet">
          {longTime(event.startsAt, event.timeZone)} · {hall.drawing.name}
        </p>
        <SaleNote words={notOnSale.value} />
      </div>
      <div class="stage-hall">
        <HallCanvas desk={desk} />
        <Legend desk={desk} live={feed.live} />
      </div>
      <aside class="stage-side" aria-label="Your booking">
        <BookingPanel booking={booking} desk={desk} />
        {booking.hold.value === null && notOnSale.value === null && (
          <WaitingForm office={office} event={event} onJoined={showEntry} />
        )}
        <AreaList desk={desk} />
        {hall.count > 0 && <SeatList desk={desk} />}
      </aside>
    </div>
  );
}

function showEntry({ entryId }: WaitingEntry): void {
  location.hash = hashOf({ page: 'waiting', entryId });
}
