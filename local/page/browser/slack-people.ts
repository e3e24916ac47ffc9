import type { Roster } from './contract.ts';
import { staffOf } from './people.ts';

/** Somebody in the Slack workspace. */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
}

export function slackUsers(roster: Roster): SlackUser[] {
  return staffOf(roster).flatMap(member =>
    member.slackUser == null ? [] : [{ id: member.slackUser, name: member.id }],
  );
}
