import { signal } from '@preact/signals';

export type Route =
  | { readonly page: 'events' }
  | { readonly page: 'event'; readonly eventId: string }
  | { readonly page: 'ticket'; readonly reservationId: string };

export function parseRoute(hash: string): Route {
  const [, page, id] = /^#\/(events|tickets)\/([^/]+)$/.exec(hash) ?? [];
  const decoded = id === undefined ? null : decode(id);
  if (decoded === null) {
    return { page: 'events' };
  }
  return page === 'events'
    ? { page: 'event', eventId: decoded }
    : { page: 'ticket', reservationId: decoded };
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'events':
      return '#/';
    case 'event':
      return `#/events/${encodeURIComponent(route.eventId)}`;
    case 'ticket':
      return `#/tickets/${encodeURIComponent(route.reservationId)}`;
  }
}

/** The route of the address bar, as a signal. */
export function watchRoute() {
  const route = signal(parseRoute(location.hash));
  addEventListener('hashchange', () => {
    route.value = parseRoute(location.hash);
    scrollTo(0, 0);
  });
  return route;
}

function decode(id: string): string | null {
  try {
    return decodeURIComponent(id);
  } catch {
    return null;
  }
}
