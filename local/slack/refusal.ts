export interface SimAnswer {
  readonly status: number;
  readonly body: unknown;
}

export function refusal(status: number, error: string, message: string): SimAnswer {
  return { status, body: { ok: false, error, message } };
}

export function noUser(id: string, users: readonly { id: string }[]): SimAnswer {
  const known = users.map(user => user.id).join(', ');
  return refusal(404, 'user_not_found', `There is no user ${id} in this workspace; there are ${known}.`);
}

export function noChannel(name: string): SimAnswer {
  return refusal(404, 'channel_not_found', `There is no channel ${name} in this workspace.`);
}

export function noView(id: string, user: string): SimAnswer {
  return refusal(404, 'view_not_found', `The form ${id} is not open for ${user}.`);
}
