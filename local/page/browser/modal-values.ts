import { z } from 'zod';
import { Refusal } from './api.ts';
import { fieldName } from './modal-field.tsx';
import type { View } from './slack-contract.ts';

/** What was filled in, by block and action, as the people's side of the Slack stand-in takes it. */
export type Values = Record<string, Record<string, string | string[]>>;

export function valuesOf(view: View, form: HTMLFormElement): Values {
  const filled = new FormData(form);
  const values: Values = {};
  for (const block of view.blocks) {
    const { element } = block;
    if (element?.action_id === undefined || block.block_id === undefined) continue;
    const given = filled.getAll(fieldName(block, element)).filter(value => typeof value === 'string');
    const value = element.type === 'checkboxes' ? given : given[0];
    if (value === undefined || (value === '' && element.type !== 'plain_text_input')) continue;
    values[block.block_id] = { [element.action_id]: value };
  }
  return values;
}

const Errors = z.object({ errors: z.record(z.string(), z.string()) });

/** What Handrail objected to, by block; null when the form failed in another way. */
export function objectionsIn(error: unknown): Record<string, string> | null {
  const parsed = Errors.safeParse(error instanceof Refusal ? error.answer : null);
  return parsed.success ? parsed.data.errors : null;
}
