import type { Job } from './contract.ts';

const WORDS: Record<string, string> = {
  escalate: 'Page the next person, unless taken',
  'page-people': 'Page the rest of the team',
  'stand-down': 'Tell the others to stand down',
  'update-client': 'Tell the client we still try, unless taken',
  'contact-check': 'Check that the client got an answer',
  'silence-check': 'Ask the owner what happened',
  give: 'Give the text to the person on call',
  'forward-again': 'Forward what the owner’s phone did not get',
  'unread-check': 'Page, if the text is still unread',
  'idle-check': 'Close the conversation, if idle',
  'release-relay': 'Release the relay',
  take: 'Take the crisis',
  digest: 'Morning digest',
  'raise-alarm': 'Alarm the agency’s engineer',
  page: 'Page a case manager',
  'backup-page': 'Page one more case manager',
  'owner-page': 'Page the owner again',
  staff: 'Text a case manager',
  'safety-reply': 'Safety reply to the client',
  'client-update': 'Update to the client',
  'client-automatic': 'Automatic text to the client',
  relayed: 'Text to the client',
  forwarded: 'Forward to the owner',
  summary: 'Tell the taker what the client wrote',
  forward: 'Forward the client’s texts',
  'show-crisis': 'Update the Slack message',
};

/** What a job will do, for someone who has never seen a job. */
export function dueWords(job: Pick<Job, 'what'>): string {
  return WORDS[job.what] ?? job.what.replaceAll('-', ' ');
}
