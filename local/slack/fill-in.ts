import { interactiveElements, type Block, type Element, type Option } from './slack-json.ts';

type State = Record<string, Record<string, Record<string, unknown>>>;
export type Filled =
  { readonly state: State; readonly problem: null } | { readonly state: null; readonly problem: string };

/**
 * The `state.values` of a submitted view. `given` is `{action_id: value}` or `{block_id: {action_id: value}}`;
 * what is not given keeps its initial value. Refuses what Slack's own form would not let a person submit.
 */
export function fillIn(blocks: readonly Block[], given: Readonly<Record<string, unknown>>): Filled {
  const state: State = {};
  const fields = new Set<string>();
  for (const block of blocks) {
    for (const element of interactiveElements(block)) {
      const blockId = block.block_id ?? '';
      const actionId = element.action_id ?? '';
      const inBlock = given[blockId];
      const nested = isRecord(inBlock) ? inBlock[actionId] : undefined;
      const value = nested ?? (isRecord(given[actionId]) ? undefined : given[actionId]);
      fields.add(blockId).add(actionId);
      const filled = valueOf(element, value);
      if (typeof filled === 'string') return { state: null, problem: filled };
      if (filled === null) continue;
      if (block.type === 'input' && block.optional !== true && isEmpty(filled))
        return {
          state: null,
          problem: `"${block.label?.text ?? actionId}" (${actionId}) must be filled in.`,
        };
      (state[blockId] ??= {})[actionId] = filled;
    }
  }
  const stray = Object.keys(given).find(key => !fields.has(key));
  if (stray !== undefined) return { state: null, problem: `The form has no field named ${stray}.` };
  return { state, problem: null };
}

/** Null for an element that holds no value, such as a button; a string says what is wrong with the value. */
function valueOf(element: Element, value: unknown): Record<string, unknown> | string | null {
  switch (element.type) {
    case 'button':
    case 'overflow':
      return null;
    case 'static_select':
    case 'radio_buttons': {
      if (value === undefined || value === null || value === '')
        return { type: element.type, selected_option: element.initial_option ?? null };
      const option = element.options?.find(each => each.value === value);
      return option
        ? { type: element.type, selected_option: option }
        : `${element.action_id ?? ''} can be ${choices(element.options)}.`;
    }
    case 'multi_static_select':
    case 'checkboxes': {
      const wanted = Array.isArray(value) ? value : value === undefined ? [] : [value];
      const chosen = (element.options ?? []).filter(each => wanted.includes(each.value));
      return chosen.length === wanted.length
        ? { type: element.type, selected_options: chosen }
        : `${element.action_id ?? ''} can be ${choices(element.options)}.`;
    }
    case 'users_select':
      return { type: element.type, selected_user: value ?? element['initial_user'] ?? null };
    case 'conversations_select':
      return { type: element.type, selected_conversation: value ?? element['initial_conversation'] ?? null };
    case 'datepicker':
      return { type: element.type, selected_date: value ?? element['initial_date'] ?? null };
    case 'timepicker':
      return { type: element.type, selected_time: value ?? element['initial_time'] ?? null };
    case 'datetimepicker':
      return { type: element.type, selected_date_time: value ?? element['initial_date_time'] ?? null };
    default:
      return { type: element.type, value: value ?? element['initial_value'] ?? null };
  }
}

function choices(options: readonly Option[] = []): string {
  return options.map(option => option.value ?? option.text.text).join(', ');
}

function isEmpty(filled: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filled).some(
    ([key, value]) => key !== 'type' && (value === null || (Array.isArray(value) && value.length === 0)),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
