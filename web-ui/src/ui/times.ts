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

export function longTime(time: string, timeZone?: string): string {
  return format(time, { dateStyle: 'full', timeStyle: 'short' }, timeZone);
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
