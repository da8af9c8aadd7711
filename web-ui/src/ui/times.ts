/** @param timeZone the venue's; without one, the reader's */
export function dayOf(
  time: string,
  timeZone?: string,
): { day: string; month: string; weekday: string } {
  return {
    day: format(time, { day: 'numeric' }, timeZone),
    month: format(time, { month: 'short' }, timeZone),
    weekday: format(time, { weekday: 'short' }, timeZone),
  };
}

/** With the name of the time zone, if it is not the reader's. */
export function longTime(time: string, timeZone?: string): string {
  const words = format(time, { dateStyle: 'full', timeStyle: 'short' }, timeZone);
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timeZone === undefined || timeZone === own
    ? words
    : `${words} ${zoneName(time, timeZone)}`.trim();
}

function zoneName(time: string, timeZone: string): string {
  try {
    const options = { timeZone, timeZoneName: 'short' } as const;
    const parts = new Intl.DateTimeFormat(undefined, options).formatToParts(new Date(time));
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch {
    return ''; // an unknown time zone
  }
}

export function clockTime(time: string, timeZone?: string): string {
  return format(time, { timeStyle: 'short' }, timeZone);
}

function format(
  time: string,
  options: Intl.DateTimeFormatOptions,
  timeZone: string | undefined,
): string {
  const date = new Date(time);
  try {
    return new Intl.DateTimeFormat(undefined, { ...options, timeZone }).format(date);
  } catch {
    return new Intl.DateTimeFormat(undefined, options).format(date); // an unknown time zone
  }
}
