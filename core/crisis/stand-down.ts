import type { Decision } from '../decision.ts';
import { type StaffId, staffById, type Team } from '../team.ts';

/** People told in one transaction; the others in jobs of their own (100 actions is DynamoDB's limit). */
const NOTICES_A_TRANSACTION = 20;

/** Tells everyone else who was paged that they can sleep. */
export function tellStandDown(decision: Decision, team: Team, staff: readonly StaffId[], text: string): void {
  for (const id of staff.slice(0, NOTICES_A_TRANSACTION)) {
    const phone = staffById(team, id)?.phone;
    if (phone !== undefined) {
      decision.send('human', {
        to: phone,
        from: team.desk,
        body: text,
        purpose: { for: 'staff', team: team.id, staff: id },
      });
    }
  }
  const rest = staff.slice(NOTICES_A_TRANSACTION);
  if (rest.length > 0) decision.now('human', { do: 'stand-down', team: team.id, text, staff: rest });
}
