import { describe, expect, it } from 'vitest';
import { readDeskText } from '../../core/desk-command.ts';
import type { DeskText } from '../../core/desk-text.ts';

function reads(cases: readonly (readonly [string, DeskText])[]): void {
  it.each(cases)('%j', (body, expected) => {
    expect(readDeskText(body)).toEqual(expected);
  });
}

describe('what a phone writes by itself takes nothing', () => {
  const page = 'CRISIS 7FQ (north): client K2A needs someone now. Reply 7FQ to take it.';
  const tapbacks = [
    ...['Liked', 'Loved', 'Emphasized', 'Disliked', 'Laughed at', 'Questioned'].map(
      verb => `${verb} “${page}”`,
    ),
    ...[
      `Liked "${page}"`,
      `Reacted 👍 to “${page}”`,
      `Reacted 👍 to "${page}"`,
      'Loved an image',
      `Removed a like from “${page}”`,
    ],
    ...[
      `👍 to “${page}”`,
      `\u200a\u200b👍\u200b to \u201c${page}\u201d`,
      `Le gustó “${page}”`,
      `Le encantó "${page}"`,
    ],
    ...[
      `Se rió de «${page}»`,
      `No le gustó “${page}”`,
      `Enfatizó “${page}”`,
      `Reaccionó con 👍 a “${page}”`,
      `👍 a “${page}”`,
    ],
  ];
  reads(tapbacks.map(body => [body, { kind: 'tapback' }]));
  const driving = [
    ...[
      "I'm driving",
      'I’m driving right now.',
      "I'm driving right now. I'll get back to you later.",
      'Do Not Disturb',
    ],
    ...["I'm driving with Driving Focus turned on. I'll see your message when I get where I'm going."],
    ...[
      "I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get where I'm going.",
    ],
    ...[
      '(I\'m not receiving notifications. If this is urgent, reply "urgent" to send a notification through.)',
    ],
    ...[
      "I'll get back to you",
      "I'll get back to you later",
      'Sent from CarPlay',
      "Can't talk now. What's up?",
      '[Auto-reply] busy',
    ],
    ...["Sorry, I can't talk right now.", 'Estoy conduciendo', 'Te llamo más tarde'],
  ];
  reads(driving.map(body => [body, { kind: 'driving' }]));
  const own = [
    ...[
      "I'm driving to your place now",
      "Let me check, I'll get back to you tomorrow with the number",
      'I liked "Frozen" too',
    ],
    ...['Loved seeing you today', 'They put a do not disturb sign on your door, I saw it'],
  ];
  reads(own.map(body => [body, { kind: 'text', body }]));
});
