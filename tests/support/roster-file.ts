/** A small roster as a person would write it; tests spoil copies of it. */
export function rosterFile() {
  return {
    teams: [
      {
        id: 'north',
        programName: 'North Team',
        zone: 'America/New_York',
        line: '+12125550100',
        desk: '+12125550101',
        relays: ['+12125550110', '+12125550111'],
        channel: 'north-oncall',
        staff: [
          { id: 'cm-1', role: 'case-manager', phone: '+12125550131', slackUser: 'U0CM1' },
          { id: 'cm-2', role: 'case-manager', phone: '+12125550132' },
          { id: 'coord-1', role: 'coordinator', phone: '+12125550139' },
        ],
        rotation: {
          members: ['cm-1', 'cm-2'],
          handoff: '09:00',
          weekday: 1,
          everyDays: 7,
          start: '2026-01-05',
        },
        hours: { working: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }, digestAt: '09:00' },
        idleMinutes: 60,
        routineGoesTo: 'on-call',
      },
    ],
    clients: [
      {
        code: 'K2A',
        name: 'Ana',
        phone: '+12125550151',
        language: 'en',
        ownCaseManager: 'cm-1',
        team: 'north',
        card: { dateOfBirth: '1990-01-01', cautions: ['a dog'] },
      },
      { code: 'M4C', name: 'Max', phone: '+12125550152', language: 'en', team: 'north' },
      { code: 'R7D', name: 'Rosa', phone: '+12125550152', language: 'es', team: 'north' },
    ],
  };
}
export type RosterFile = ReturnType<typeof rosterFile>;
