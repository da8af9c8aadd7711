import { signal } from '@preact/signals';

export type Route =
  | { readonly page: 'events' }
  | { readonly page: 'event'; readonly eventId: string }
  | { readonly page: 'ticket'; readonly reservationId: string }
  | { readonly page: 'waiting'; readonly entryId: string };

export function parseRoute(hash: string): Route {
  const [, page, id] = /^#\/(events|tickets|waiting)\/([^/]+)$/.exec(hash) ?? [];
  const decoded = id === undefined ? null : decode(id);
  if (decoded === null) {
    return { page: 'events' };
  }
  switch (page) {
    case 'events':
      return { page: 'event', eventId: decoded };
    case 'tickets':
      return { page: 'ticket', reservationId: decoded };
    default:
      return { page: 'waiting', entryId: decoded };
  }
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'events':
      return '#/';
    case 'event':
      return `#/events/${encodeURIComponent(route.eventId)}`;
    case 'ticket':
      return `#/tickets/${encodeURIComponent(route.reservationId)}`;
    case 'waiting':
      return `#/waiting/${encodeURIComponent(route.entryId)}`;
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
