import { calendarDay, clockTime, shortTime } from './times.ts';

type Style = Intl.DateTimeFormatOptions;

const DATES: Record<string, Style> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { month: 'short', day: 'numeric', year: 'numeric' },
  date: { month: 'long', day: 'numeric', year: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
};

/**
 * Slack's date tokens, such as `{date_short_pretty} at {time}`, in the team's zone and beside the run's clock:
 * the library would write them in this computer's.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackDate(seconds: string, format: string, zone: string, today: string): string {
  const at = new Date(Number(seconds) * 1000);
  return format.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'time') return shortTime(at, zone);
    if (token === 'time_secs') return clockTime(at, zone);
    const pretty = token.endsWith('_pretty');
    const style = DATES[token.replace('_pretty', '')];
    if (style === undefined) return whole;
    if (pretty && calendarDay(at, zone) === today) return 'Today';
    return new Intl.DateTimeFormat('en-US', { ...style, timeZone: zone }).format(at);
  });
}
