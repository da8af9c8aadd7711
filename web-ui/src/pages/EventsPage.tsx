import type { BoxOffice } from '../api/boxOffice.ts';
import type { Event, Venue } from '../api/contract.ts';
import { Loaded } from '../ui/loading.tsx';
import { cheapest, formatMoney, ticketsOf } from '../ui/money.ts';
import { hashOf } from '../ui/router.ts';
import { clockTime, dayOf } from '../ui/times.ts';
import { Title } from '../ui/Title.tsx';

interface Programme {
  readonly events: readonly Event[];
  readonly venues: ReadonlyMap<string, Venue>;
}

export function EventsPage({ office }: { office: BoxOffice }) {
  return (
    <div class="events">
      <Title text="What’s on" />
      <p class="lead">Choose an event, then your seats in the hall.</p>
      <Loaded name="events" what="the programme" load={() => load(office)}>
        {(programme) => <EventList {...programme} />}
      </Loaded>
    </div>
  );
}

async function load(office: BoxOffice): Promise<Programme> {
  const [events, venues] = await Promise.all([office.events(), office.venues()]);
  return {
    events: events.sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
    venues: new Map(venues.map((venue) => [venue.venueId, venue])),
  };
}

function EventList({ events, venues }: Programme) {
  if (events.length === 0) {
    return <p class="waiting">Nothing is on sale yet.</p>;
  }
  return (
    <ul class="event-list">
      {events.map((event) => (
        <li key={event.eventId}>
          <EventCard event={event} venue={venues.get(event.venueId)} />
        </li>
      ))}
    </ul>
  );
}

function EventCard({ event, venue }: { event: Event; venue: Venue | undefined }) {
  const { day, month, weekday } = dayOf(event.startsAt, event.timeZone);
  const tickets = Object.values(event.prices).flatMap(ticketsOf);
  const least = cheapest(tickets.map(({ price }) => price));
  const cancelled = event.status === 'cancelled';
  return (
    <a
      class="event-card"
      href={hashOf({ page: 'event', eventId: event.eventId })}
      data-testid="event"
      data-event={event.eventId}
    >
      <span class="event-date">
        <span class="event-weekday">{weekday}</span>
        <span class="event-day">{day}</span>
        <span class="event-month">{month}</span>
      </span>
      <span class="event-text">
        <strong>{event.name}</strong>
        <span class="quiet">
          {clockTime(event.startsAt, event.timeZone)}
          {venue !== undefined && ` · ${venue.name}`}
        </span>
      </span>
      {cancelled && <span class="event-price">cancelled</span>}
      {least !== null && !cancelled && (
        <span class="event-price">
          <span class="quiet">from</span> {formatMoney(least)}
        </span>
      )}
      <span class="event-arrow" aria-hidden="true">
        →
      </span>
    </a>
  );
}
