import { whoIsOnText } from '../core/desk-commands/board-answers.ts';
import type { Team } from '../core/team.ts';
import type { Outside } from './ports.ts';

/** Answers `/oncall`: for the team of the channel it was asked in, else for all teams of the person. */
export async function whoIsOnCall(
  outside: Outside,
  question: { readonly slackUser: string; readonly channelName: string },
): Promise<{ text: string }> {
  const teams = await loadTeams(outside);
  const ofChannel = teams.filter(team => team.channel === question.channelName);
  const ofPerson = teams.filter(team => team.staff.some(member => member.slackUser === question.slackUser));
  const asked = ofChannel.length > 0 ? ofChannel : ofPerson;
  if (asked.length === 0) {
    return {
      text: 'You are on no team of this line, and this channel belongs to none. Ask your coordinator to add you.',
    };
  }
  return { text: asked.map(team => whoIsOnText(team, outside.clock.now())).join('\n') };
}

async function loadTeams({ store }: Outside): Promise<Team[]> {
  const { agency } = await store.load({ agency: { kind: 'agency' } });
  const refs = (agency?.teams ?? []).map(id => [id, { kind: 'team', id }] as const);
  const teams = await store.load(Object.fromEntries(refs));
  return Object.values(teams).filter(team => team !== null);
}
