import type { CrisisPost } from '../../app/ports.ts';
import { epochMs, type Instant } from '../../core/time.ts';

const TIMELINE_LINES = 10;
/** Far below Slack's 3,000 for the whole block, and more than any line says. */
const LINE_LENGTH = 200;
/** A mention each; Slack allows 3,000 characters in a section. */
const PEOPLE_NAMED = 20;

const SEVERITY: Readonly<Record<string, { sign: string; word: string }>> = {
  S2: { sign: '🟠', word: 'Crisis' },
  S3: { sign: '🔴', word: 'Danger' },
  S4: { sign: '🚨', word: 'EMERGENCY' },
};

const STATE: Readonly<Record<CrisisPost['state'], string>> = {
  open: 'nobody has it yet',
  taken: 'taken',
  'in contact': 'in contact',
  resolved: 'resolved',
};

interface Plain {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: true;
}
interface Marked {
  readonly type: 'mrkdwn';
  readonly text: string;
}
interface Button {
  readonly type: 'button';
  readonly action_id: 'take' | 'pass' | 'resolve';
  readonly value: string;
  readonly text: Plain;
  readonly style?: 'primary';
  readonly confirm?: { title: Plain; text: Plain; confirm: Plain; deny: Plain };
}
type Block =
  | { readonly type: 'header'; readonly text: Plain }
  | { readonly type: 'divider' }
  | { readonly type: 'section'; readonly text: Marked }
  | { readonly type: 'section'; readonly fields: readonly Marked[] }
  | { readonly type: 'context'; readonly elements: readonly Marked[] }
  | { readonly type: 'actions'; readonly block_id: 'crisis'; readonly elements: readonly Button[] };

/** The crisis's one message in the channel. Codes only: no words of the client, no names, no numbers. */
export function renderCrisis(post: CrisisPost): { text: string; blocks: Block[] } {
  return {
    text: fallback(post),
    blocks: [
      { type: 'header', text: plain(headline(post)) },
      { type: 'section', text: marked(situation(post)) },
      { type: 'section', fields: facts(post).map(([name, value]) => marked(`*${name}*\n${value}`)) },
      ...timeline(post),
      ...buttons(post),
    ],
  };
}

function headline(post: CrisisPost): string {
  const { sign, word } = severity(post);
  return `${post.state === 'resolved' ? '✅' : sign} ${post.code} · ${word} · ${STATE[post.state]}`;
}

function severity(post: CrisisPost): { sign: string; word: string } {
  return SEVERITY[post.severity] ?? { sign: '🔴', word: post.severity };
}

function situation(post: CrisisPost): string {
  const owner =
    post.ownerSlackUser === null ? 'Someone without a Slack account' : mention(post.ownerSlackUser);
  switch (post.state) {
    case 'open':
      return `${clients(post)} needs someone now. ${asked(post)}`;
    case 'taken':
      return `${owner} has it. ${clients(post)} is waiting for a word.`;
    case 'in contact':
      return `${owner} is in contact with ${clients(post)}.`;
    case 'resolved':
      // How it ended is health information: it is in the record, not in Slack.
      return `${owner} closed it.`;
  }
}

function clients(post: CrisisPost): string {
  const codes = post.clientCodes.map(code => `*${code}*`).join(' or ');
  return post.shared ? `SHARED phone of ${codes}` : `Client ${codes}`;
}

function asked(post: CrisisPost): string {
  if (post.pagedSlackUsers.length === 0)
    return 'Nobody with a Slack account has been paged so far; the climb goes on.';
  const named = post.pagedSlackUsers.slice(0, PEOPLE_NAMED).map(mention);
  const more = post.pagedSlackUsers.length - named.length;
  return `Paged: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function facts(post: CrisisPost): (readonly [string, string])[] {
  return [
    ['Team', post.team],
    [post.opening === 1 ? 'Open since' : 'Reopened', date(post.openedAt, post.zone)],
    [
      'Owner',
      post.ownerSlackUser === null
        ? post.state === 'open'
          ? 'nobody yet'
          : 'not on Slack'
        : mention(post.ownerSlackUser),
    ],
    ...(post.opening === 1 ? [] : [['Opening', `${post.opening}`] as const]),
  ];
}

function timeline(post: CrisisPost): Block[] {
  if (post.timeline.length === 0) return [];
  const shown = post.timeline.slice(-TIMELINE_LINES);
  const earlier = post.timeline.length - shown.length;
  const lines = shown.map(({ at, text }) => `${time(at, post.zone)}  ${text.slice(0, LINE_LENGTH)}`);
  if (earlier > 0) lines.unshift(`_${earlier} earlier ${earlier === 1 ? 'line' : 'lines'}_`);
  return [{ type: 'divider' }, { type: 'context', elements: [marked(lines.join('\n'))] }];
}

function buttons(post: CrisisPost): Block[] {
  switch (post.state) {
    case 'open':
      return [actions([button(post, 'take', 'Take', 'primary'), button(post, 'pass', 'Pass')])];
    case 'taken':
    case 'in contact':
      return [
        actions([
          button(post, 'resolve', 'Resolve', 'primary'),
          {
            ...button(post, 'pass', 'Pass'),
            confirm: {
              title: plain(`Pass ${post.code} on?`),
              text: plain('From its owner this reopens the crisis and pages the next person now.'),
              confirm: plain('Pass it on'),
              deny: plain('Keep it'),
            },
          },
        ]),
      ];
    case 'resolved':
      return [];
  }
}

function actions(elements: readonly Button[]): Block {
  return { type: 'actions', block_id: 'crisis', elements };
}

function button(post: CrisisPost, action: Button['action_id'], label: string, style?: 'primary'): Button {
  return {
    type: 'button',
    action_id: action,
    value: post.code,
    text: plain(label),
    ...(style === undefined ? {} : { style }),
  };
}

/** What a notification, a screen reader or an old client shows. */
function fallback(post: CrisisPost): string {
  const { word } = severity(post);
  const who = `${post.shared ? 'SHARED phone of ' : ''}${post.clientCodes.join(' or ')}`;
  const ending = STATE[post.state];
  return `${post.code} (${post.team}): ${word}, ${who}, ${ending}`;
}

function plain(text: string): Plain {
  return { type: 'plain_text', text, emoji: true };
}

function marked(text: string): Marked {
  return { type: 'mrkdwn', text };
}

function mention(user: string): string {
  return `<@${user}>`;
}

/** Slack shows it in the reader's own zone, and the fallback, where it cannot, in the team's. */
function date(at: Instant, zone: string): string {
  const inWords = format(at, zone, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return `<!date^${unixSeconds(at)}^{date_short_pretty} at {time}|${inWords}>`;
}

function time(at: Instant, zone: string): string {
  return `<!date^${unixSeconds(at)}^{time_secs}|${format(at, zone, { timeStyle: 'medium' })}>`;
}

function format(at: Instant, zone: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: zone }).format(new Date(at));
}

function unixSeconds(at: Instant): number {
  return Math.floor(epochMs(at) / 1000);
}
