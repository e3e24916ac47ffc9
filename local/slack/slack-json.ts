import { z } from 'zod';

/** Slack's own JSON, as far as the stand-in looks into it; what it does not know it hands on untouched. */
export const Text = z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
export const Option = z.looseObject({ text: Text, value: z.string().optional() });
export type Option = z.infer<typeof Option>;

export const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  text: z.unknown().optional(),
  value: z.string().optional(),
  options: z.array(Option).optional(),
  initial_option: Option.optional(),
});
export type Element = z.infer<typeof Element>;

export const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  text: Text.optional(),
  fields: z.array(Text).optional(),
  elements: z.array(Element).optional(),
  element: Element.optional(),
  accessory: Element.optional(),
  label: Text.optional(),
  optional: z.boolean().optional(),
});
export type Block = z.infer<typeof Block>;

export const View = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(Block),
  title: Text.optional(),
  submit: Text.optional(),
  close: Text.optional(),
  callback_id: z.string().optional(),
  private_metadata: z.string().optional(),
});
export type View = z.infer<typeof View>;

/** A view that Slack has accepted and given an id. */
export const OpenView = View.extend({ id: z.string(), hash: z.string() });
export type OpenView = z.infer<typeof OpenView>;

export const Metadata = z.object({
  event_type: z.string(),
  event_payload: z.record(z.string(), z.unknown()),
});

export const Message = z.looseObject({
  type: z.literal('message'),
  ts: z.string(),
  thread_ts: z.string().optional(),
  text: z.string(),
  blocks: z.array(Block).optional(),
  metadata: Metadata.optional(),
});
export type Message = z.infer<typeof Message>;

/** Everything in a block that a person can press or fill in. */
export function interactiveElements(block: Block): Element[] {
  return [...(block.elements ?? []), block.accessory, block.element].filter(
    element => element?.action_id !== undefined,
  ) as Element[];
}

/** Slack names every block and element that the app left unnamed. */
export function named(blocks: readonly Block[], nextId: () => string): Block[] {
  const withId = (element: Element): Element =>
    element.action_id === undefined && INTERACTIVE.has(element.type)
      ? { ...element, action_id: nextId() }
      : element;
  return blocks.map(block => ({
    ...block,
    block_id: block.block_id ?? nextId(),
    ...(block.elements && { elements: block.elements.map(withId) }),
    ...(block.accessory && { accessory: withId(block.accessory) }),
    ...(block.element && { element: withId(block.element) }),
  }));
}

export const INTERACTIVE: ReadonlySet<string> = new Set([
  'button',
  'static_select',
  'multi_static_select',
  'users_select',
  'conversations_select',
  'external_select',
  'overflow',
  'checkboxes',
  'radio_buttons',
  'plain_text_input',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'number_input',
]);
