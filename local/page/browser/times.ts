/** Times of the run's clock in the team's zone. */

export function clockTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
}

export function shortTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(at);
}

export function calendarDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  }).format(at);
}

/** `2:05 PM` today, `Jan 5, 2:05 PM` on any other day. */
export function timeOrDay(at: Date, now: Date, zone: string): string {
  const time = shortTime(at, zone);
  if (calendarDay(at, zone) === calendarDay(now, zone)) return time;
  const day = new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'short', day: 'numeric' }).format(at);
  return `${day}, ${time}`;
}

const SECOND_MS = 1000;

/** `now`, `in 45 s`, `in 2 min 5 s`, `in 3 h 20 min`, `in 4 days`. */
export function countdown(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / SECOND_MS);
  if (seconds <= 0) return 'now';
  if (seconds < 60) return `in ${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(`in ${minutes} min`, seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joined(`in ${hours} h`, minutes % 60, 'min');
  return `in ${Math.round(hours / 24)} days`;
}

function joined(head: string, rest: number, unit: string): string {
  return rest === 0 ? head : `${head} ${rest} ${unit}`;
}
