import { describe, expect } from 'vitest';
import { demoRosterWith } from '../support/changed-roster.ts';
import { CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE, STRANGER } from '../support/demo-roster.ts';
import type { Line } from '../support/line.ts';
import { crisisOf, scenario, scenarioWith, take } from '../support/scenario.ts';

/** On the Wednesday of the scenarios cm-1 is on call and cm-2 is the backup. */
const STAFF = { primary: CM_1, backup: CM_2, 'cm-3': CM_3, coordinator: COORD_1 };
const EVERYONE = 'primary, backup, cm-3, coordinator';

interface Page {
  readonly minute: number;
  readonly who: string;
}

/** Every page so far, by the minute after the crisis opened. */
async function pagesOf(line: Line, openedAt: string): Promise<Page[]> {
  const pages = await Promise.all(
    Object.entries(STAFF).map(async ([who, phone]) =>
      (await line.texts(phone))
        .filter(({ body }) => body.includes(' to take it.'))
        .map(({ at }) => ({ minute: (Date.parse(at) - Date.parse(openedAt)) / 60_000, who })),
    ),
  );
  return pages.flat();
}

function byMinute(pages: readonly Page[]): Record<number, string> {
  const minutes = [...new Set(pages.map(({ minute }) => minute))].sort((one, other) => one - other);
  const named = minutes.map(minute => [
    minute,
    pages.flatMap(page => (page.minute === minute ? page.who : [])).join(', '),
  ]);
  return Object.fromEntries(named) as Record<number, string>;
}

const TURNS_OF_AN_HOUR = {
  20: 'primary',
  25: 'backup',
  30: 'coordinator',
  35: 'primary',
  40: 'backup',
  45: EVERYONE,
  50: 'primary',
  55: 'backup',
  60: 'coordinator',
};

describe('a crisis that nobody takes', () => {
  scenario.for([
    [
      'S2',
      'i want to die',
      { 0: 'primary', 2: 'primary', 5: 'backup', 10: 'coordinator', 15: EVERYONE, ...TURNS_OF_AN_HOUR },
    ],
    [
      'S3',
      'i want to kill myself tonight',
      { 0: 'primary', 2: 'primary', 5: 'backup', 10: 'coordinator', 15: EVERYONE, ...TURNS_OF_AN_HOUR },
    ],
    [
      'S4',
      'i took all my pills',
      {
        0: 'primary, backup',
        2: 'coordinator',
        5: EVERYONE,
        10: 'primary',
        15: 'backup',
        20: 'coordinator',
        25: 'primary',
        30: 'backup',
        35: EVERYONE,
        40: 'primary',
        45: 'backup',
        50: 'coordinator',
        55: 'primary',
        60: 'backup',
      },
    ],
  ] as const)('climbs by the policy of its severity: %s', async ([, words, policy], { line }) => {
    const openedAt = await line.now();
    await line.text(K2A, LINE, words);
    await line.advance('PT60M');
    expect(byMinute(await pagesOf(line, openedAt))).toEqual(policy);
  });

  scenario('says from the second page on how long the client has waited', async ({ line }) => {
    await line.text(K2A, LINE, 'i want to die');
    await line.advance('PT5M');
    const [first] = await line.newBodies(CM_2);
    expect(first).toContain('needs someone now, waiting 5 min.');
  });

  const overTheHandoff = scenarioWith({ clock: '2026-01-11T15:00:00.000Z' });

  overTheHandoff(
    'is paged for a day and a night without an end, and to whoever is on call by then',
    async ({ line }) => {
      const openedAt = await line.now();
      await line.text(K2A, LINE, 'i want to die');
      await line.advance('PT24H');
      const pages = await pagesOf(line, openedAt);
      const minutes = Object.keys(byMinute(pages)).map(Number);
      const pauses = minutes.map((minute, index) => minute - (minutes[index - 1] ?? 0));
      expect(Math.max(...pauses)).toBe(5);
      expect(minutes.at(-1)).toBe(24 * 60);
      const ofEveryone = minutes.filter(
        minute => pages.filter(page => page.minute === minute).length === Object.keys(STAFF).length,
      );
      const between = ofEveryone.map((minute, index) => minute - (ofEveryone[index - 1] ?? 0));
      expect(Math.max(...between)).toBe(30);

      // The handoff is on Monday at 09:00, 23 hours later: cm-2 is on call then, and cm-3 the backup.
      const lastHour = byMinute(pages.filter(({ minute }) => minute >= 23 * 60));
      expect(Object.values(lastHour)).not.toContain('primary');
      expect(Object.values(lastHour)).toEqual(expect.arrayContaining(['backup', 'cm-3', 'coordinator']));
    },
    120_000,
  );

  scenario('can still be taken by anybody, hours later', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to die', CM_1);
    await line.advance('PT3H');
    expect((await take(line, CM_3, code)).body).toContain('i want to die');
    for (const phone of [CM_1, CM_2, COORD_1]) {
      await line.expectText(phone, `Stand down: cm-3 has ${code}.`);
    }
  });
});

describe('a crisis that grows graver', () => {
  scenario('begins the ladder of the graver severity at once', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to die', CM_1);
    await line.advance('PT1M');
    await line.text(K2A, LINE, 'i took all my pills');
    const page = await line.expectText(CM_1, /^EMERGENCY\. CRISIS/);
    expect(page.body).toContain(code);
    await line.expectText(CM_2, /^EMERGENCY\. CRISIS/);
    await line.newTexts(K2A);
    await line.expectQuiet();
    await line.advance('PT2M');
    await line.expectText(COORD_1, /^EMERGENCY\. CRISIS/);
  });

  scenario('tells its owner, who has it already', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to die', CM_1);
    const { from: relay } = await take(line, CM_1, code);
    await line.text(K2A, LINE, 'i took all my pills');
    await line.expectText(CM_1, `${code} is graver now: S4.`);
    expect((await line.expectText(CM_1, 'i took all my pills')).from).toBe(relay);
    await line.expectQuiet(CM_2, COORD_1);
  });

  scenario('does not become lighter through a lighter text', async ({ line }) => {
    await crisisOf(line, K2A, 'i took all my pills', CM_1, CM_2);
    await line.text(K2A, LINE, 'i want to die');
    await line.expectQuiet(CM_1, CM_2, COORD_1);
    await line.advance('PT2M');
    await line.expectText(COORD_1, /^EMERGENCY/);
  });
});

describe('a second crisis text', () => {
  scenario('joins the open crisis: one code, no second page', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to kill myself tonight', CM_1);
    await line.newTexts(K2A);
    await line.advance('PT30S');
    await line.text(K2A, LINE, 'i really want to kill myself');
    await line.expectQuiet();
    expect((await take(line, CM_1, code)).body).toContain('i really want to kill myself');
  });
});

describe('with nobody on call', () => {
  const nobodyOnCall = scenarioWith({
    roster: demoRosterWith(team => ({ team: { rotation: { ...team.rotation, members: [] } } })),
  });

  nobodyOnCall('the coordinator is paged at once', async ({ line }) => {
    const code = await crisisOf(line, K2A, 'i want to die', COORD_1);
    await line.expectQuiet(CM_1, CM_2, CM_3);
    await take(line, COORD_1, code);
  });

  const noCoordinator = scenarioWith({
    roster: demoRosterWith(team => ({
      team: {
        rotation: { ...team.rotation, members: [] },
        staff: team.staff.map(member => ({ ...member, role: 'case-manager' })),
      },
    })),
  });

  noCoordinator('nor a coordinator, everyone is', async ({ line }) => {
    await crisisOf(line, K2A, 'i want to die', CM_1, CM_2, CM_3, COORD_1);
  });
});

describe('a member of staff in distress', () => {
  scenario('who texts the line wakes the coordinator, not themselves', async ({ line }) => {
    await line.text(CM_1, LINE, 'i want to kill myself');
    const code = await line.expectPage(COORD_1);
    await line.expectText(CM_1, /911.*988/);
    await line.advance('PT20M');
    expect((await line.newBodies(CM_1)).filter(body => body.includes(code))).toEqual([]);
  });

  scenario('is not a stranger at the desk either', async ({ line }) => {
    await line.text(STRANGER, DESK, 'i want to kill myself');
    await line.expectPage(CM_1);
  });
});
