import type { ReadonlySignal } from '@preact/signals';
import type { BoxOffice } from './api/boxOffice.ts';
import { ClusterPanel } from './cluster/ClusterPanel.tsx';
import type { ClusterWatch } from './cluster/clusterWatch.ts';
import { FailoverNotice } from './cluster/FailoverNotice.tsx';
import { EventPage } from './pages/EventPage.tsx';
import { EventsPage } from './pages/EventsPage.tsx';
import { TicketPage } from './pages/TicketPage.tsx';
import { WaitingPage } from './pages/WaitingPage.tsx';
import type { Route } from './ui/router.ts';

interface Props {
  readonly office: BoxOffice;
  readonly watch: ClusterWatch;
  readonly route: ReadonlySignal<Route>;
}

export function App({ office, watch, route }: Props) {
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        Skip to content
      </a>
      <header class="masthead">
        <a class="brand" href="#/">
          <Brand />
          Parterre
        </a>
        <span class="masthead-note">Box office</span>
      </header>
      <FailoverNotice replicas={office.replicas} />
      <main id="main" tabIndex={-1}>
        <Page office={office} route={route.value} />
      </main>
      <ClusterPanel replicas={office.replicas} watch={watch} />
    </>
  );
}

function Page({ office, route }: { office: BoxOffice; route: Route }) {
  switch (route.page) {
    case 'events':
      return <EventsPage office={office} />;
    case 'event':
      return <EventPage key={route.eventId} office={office} eventId={route.eventId} />;
    case 'ticket':
      return <TicketPage key={route.reservationId} office={office} id={route.reservationId} />;
    case 'waiting':
      return <WaitingPage key={route.entryId} office={office} id={route.entryId} />;
  }
}

/** The hash holds the route, so a plain link to the anchor would change the page. */
function toMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Brand() {
  return (
    <svg class="brand-mark" viewBox="0 0 28 20" aria-hidden="true">
      <circle cx="4" cy="5" r="3" />
      <circle cx="14" cy="7" r="3" />
      <circle cx="24" cy="5" r="3" />
      <circle cx="9" cy="14" r="3" class="brand-lit" />
      <circle cx="19" cy="14" r="3" />
    </svg>
  );
}
