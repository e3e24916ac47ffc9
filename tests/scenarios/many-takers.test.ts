import { describe, expect } from 'vitest';
import { demoRosterWith } from '../support/changed-roster.ts';
import { CHANNEL, CM_1, CM_2, CM_3, COORD_1, DESK, K2A, LINE } from '../support/demo-roster.ts';
import { channelMessage, crisisOf, scenario, scenarioWith } from '../support/scenario.ts';

const DANGER = 'i want to kill myself tonight';

const CROWD = Array.from({ length: 50 }, (_, n) => ({
  id: `cm-${n + 1}`,
  role: 'case-manager',
  phone: `+1212555${String(2001 + n)}`,
}));

describe('fifty people who take one crisis at once', () => {
  const withACrowd = scenarioWith({
    roster: demoRosterWith((team, clients) => ({
      team: {
        staff: CROWD,
        rotation: { ...team.rotation, members: CROWD.slice(0, 3).map(({ id }) => id) },
      },
      clients: clients.map(client => ({ ...client, ownCaseManager: null })),
    })),
  });

  withACrowd(
    'have one owner; the other forty-nine are told who',
    async ({ line }) => {
      const phones = CROWD.map(({ phone }) => phone);
      const code = await crisisOf(line, K2A, DANGER, phones[0] ?? '');
      await Promise.all(
        phones.map(phone => line.post(`/sim/phones/${phone}/texts`, { to: DESK, body: code })),
      );
      await line.settle();

      const answers = await Promise.all(
        CROWD.map(async ({ id, phone }) => ({ id, bodies: await line.newBodies(phone) })),
      );
      const owners = answers.filter(({ bodies }) =>
        bodies.some(body => body.startsWith(`${code} is yours.`)),
      );
      expect(owners).toHaveLength(1);
      const owner = owners[0]?.id ?? '';
      const told = answers.filter(({ bodies }) =>
        bodies.some(body => body.startsWith(`${code} is with ${owner} `)),
      );
      expect(told).toHaveLength(49);
      const takes = (await line.contacts('K2A')).filter(({ modality }) => modality === 'hand-over');
      expect(takes.map(({ body }) => body)).toEqual([`${owner} took ${code}.`]);
    },
    120_000,
  );
});

describe('a text and a button at the same moment', () => {
  scenario('have one owner', async ({ line }) => {
    const code = await crisisOf(line, K2A, DANGER, CM_1);
    const { ts } = await channelMessage(line, code);
    await Promise.all([
      line.post(`/sim/phones/${CM_1}/texts`, { to: DESK, body: code }),
      line.slack.press('U0CM2', CHANNEL, ts, 'take', code),
      line.slack.press('U0CM3', CHANNEL, ts, 'take', code),
      line.post(`/sim/phones/${COORD_1}/texts`, { to: DESK, body: `${code} on it` }),
    ]);
    await line.settle();
    const phones = [CM_1, CM_2, CM_3, COORD_1];
    const all = (await Promise.all(phones.map(phone => line.newBodies(phone)))).flat();
    expect(all.filter(body => body.startsWith(`${code} is yours. `))).toHaveLength(1);
  });
});

describe('the first words of a client, twice at once', () => {
  scenario('are one crisis', async ({ line }) => {
    await Promise.all(
      [DANGER, 'i want to die'].map(body => line.post(`/sim/phones/${K2A}/texts`, { to: LINE, body })),
    );
    await line.settle();
    await line.expectPage(CM_1);
    await line.expectQuiet(CM_1);
    const events = (await line.contacts('K2A')).filter(({ direction }) => direction === 'inbound');
    expect(events).toHaveLength(2);
  });
});
