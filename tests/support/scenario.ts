import { test } from 'vitest';
import { CHANNEL, DESK, LINE } from './demo-roster.ts';
import { type Line, type LineOptions, startLine } from './line.ts';
import { expectNothingLeaked } from './nothing-leaked.ts';
import type { PhoneText } from './line-client.ts';

/**
 * A test with a line of its own, at a standing clock. However it goes, its end checks what must hold in every scenario:
 * nobody saw a number or words that are not for them.
 */
export function scenarioWith(options: LineOptions = {}) {
  return test.extend('setting', options).extend('line', async ({ setting }, { onCleanup }) => {
    const line = await startLine(setting);
    onCleanup(async () => {
      try {
        await expectNothingLeaked(line);
      } finally {
        await line.stop();
      }
    });
    return line;
  });
}

export const scenario = scenarioWith();

/** A client texts that they are in crisis; the code that the first of these phones was paged with. */
export async function crisisOf(
  line: Line,
  client: string,
  words: string,
  ...paged: [string, ...string[]]
): Promise<string> {
  await line.text(client, LINE, words);
  const codes = [];
  for (const phone of paged) codes.push(await line.expectPage(phone));
  return codes[0] ?? '';
}

/** Takes a crisis from a phone; the text that says so, on the number that stands for the client from now on. */
export async function take(line: Line, phone: string, code: string): Promise<PhoneText> {
  await line.text(phone, DESK, code);
  return line.expectText(phone, `${code} is yours.`);
}

/** The crisis's one message in the team's channel. */
export async function channelMessage(line: Line, code: string) {
  const messages = (await line.slack.messages(CHANNEL)).filter(({ text }) => text.startsWith(`${code} `));
  const [message] = messages;
  if (message === undefined || messages.length > 1) {
    throw new Error(`${code} has ${messages.length} messages in the channel.`);
  }
  return message;
}
