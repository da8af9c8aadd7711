import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { BoxOffice } from '../api/boxOffice.ts';
import type { Show } from '../api/contract.ts';
import { SeatFeed } from '../api/seatFeed.ts';
import { Booking } from '../booking/booking.ts';
import { BookingPanel } from '../booking/BookingPanel.tsx';
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

interface Stage {
  readonly show: Show;
  readonly hall: Hall;
}

export function ShowPage({ office, eventId }: { office: BoxOffice; eventId: string }) {
  return (
    <Loaded name={eventId} what="the hall" load={() => load(office, eventId)}>
      {({ show, hall }) => <Stage office={office} show={show} hall={hall} />}
    </Loaded>
  );
}

async function load(office: BoxOffice, eventId: string): Promise<Stage> {
  const show = await office.show(eventId);
  return { show, hall: new Hall((await office.plan(show.venueId)) as Drawing) };
}

function Stage({ office, show, hall }: Stage & { office: BoxOffice }) {
  const { states, booking, feed, desk } = useMemo(() => {
    const states = new SeatStates(hall);
    const booking = new Booking(office, show, hall, states, ({ reservationId }) => {
      location.hash = hashOf({ page: 'ticket', reservationId });
    });
    const feed = new SeatFeed(office, show.eventId, states);
    return { states, booking, feed, desk: new SeatDesk(show, hall, states, booking) };
  }, [office, show, hall]);

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

  return (
    <div class="stage" data-event={show.eventId}>
      <div class="stage-head">
        <a class="back" href="#/">
          ← All performances
        </a>
        <Title text={show.name} />
        <p class="quiet">
          {longTime(show.startsAt)} · {hall.drawing.name}
        </p>
      </div>
      <div class="stage-hall">
        <HallCanvas desk={desk} />
        <Legend desk={desk} live={feed.live} />
      </div>
      <aside class="stage-side" aria-label="Your booking">
        <BookingPanel booking={booking} desk={desk} />
        <SeatList desk={desk} />
      </aside>
    </div>
  );
}
