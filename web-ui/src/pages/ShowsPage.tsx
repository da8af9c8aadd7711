import type { BoxOffice } from '../api/boxOffice.ts';
import type { Show, Venue } from '../api/contract.ts';
import { cheapest, formatMoney } from '../booking/money.ts';
import { Loaded } from '../ui/loading.tsx';
import { hashOf } from '../ui/router.ts';
import { clockTime, dayOf } from '../ui/times.ts';
import { Title } from '../ui/Title.tsx';

interface Programme {
  readonly shows: readonly Show[];
  readonly venues: ReadonlyMap<string, Venue>;
}

export function ShowsPage({ office }: { office: BoxOffice }) {
  return (
    <div class="shows">
      <Title text="What’s on" />
      <p class="lead">Choose a performance, then your seats in the hall.</p>
      <Loaded name="shows" what="the programme" load={() => load(office)}>
        {(programme) => <ShowList {...programme} />}
      </Loaded>
    </div>
  );
}

async function load(office: BoxOffice): Promise<Programme> {
  const [shows, venues] = await Promise.all([office.shows(), office.venues()]);
  return {
    shows: shows.sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
    venues: new Map(venues.map((venue) => [venue.venueId, venue])),
  };
}

function ShowList({ shows, venues }: Programme) {
  if (shows.length === 0) {
    return <p class="waiting">Nothing is on sale yet.</p>;
  }
  return (
    <ul class="show-list">
      {shows.map((show) => (
        <li key={show.eventId}>
          <ShowCard show={show} venue={venues.get(show.venueId)} />
        </li>
      ))}
    </ul>
  );
}

function ShowCard({ show, venue }: { show: Show; venue: Venue | undefined }) {
  const { day, month, weekday } = dayOf(show.startsAt);
  const least = cheapest(Object.values(show.prices));
  return (
    <a
      class="show-card"
      href={hashOf({ page: 'show', eventId: show.eventId })}
      data-testid="event"
      data-event={show.eventId}
    >
      <span class="show-date">
        <span class="show-weekday">{weekday}</span>
        <span class="show-day">{day}</span>
        <span class="show-month">{month}</span>
      </span>
      <span class="show-text">
        <strong>{show.name}</strong>
        <span class="quiet">
          {clockTime(show.startsAt)}
          {venue !== undefined && ` · ${venue.name}`}
        </span>
      </span>
      {least !== null && (
        <span class="show-price">
          <span class="quiet">from</span> {formatMoney(least)}
        </span>
      )}
      <span class="show-arrow" aria-hidden="true">
        →
      </span>
    </a>
  );
}
