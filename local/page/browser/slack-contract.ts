import { z } from 'zod';

/** Slack's own JSON, as far as the page looks into it. */

const Words = z.looseObject({ text: z.string() });

const Option = z.looseObject({ text: Words, value: z.string().optional() });
export type Option = z.infer<typeof Option>;

export const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  text: z.union([z.string(), Words]).optional(),
  placeholder: Words.optional(),
  value: z.string().optional(),
  url: z.string().optional(),
  style: z.unknown().optional(),
  multiline: z.boolean().optional(),
  initial_value: z.string().optional(),
  initial_option: Option.optional(),
  initial_options: z.array(Option).optional(),
  initial_user: z.string().optional(),
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  options: z.array(Option).optional(),
  option_groups: z.array(z.looseObject({ label: Words, options: z.array(Option) })).optional(),
  confirm: z
    .looseObject({ title: Words, text: Words, confirm: Words.optional(), deny: Words.optional() })
    .optional(),
});
export type Element = z.infer<typeof Element>;

export const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  elements: z.array(Element).optional(),
  element: Element.optional(),
  accessory: Element.optional(),
  label: Words.optional(),
  hint: Words.optional(),
  optional: z.boolean().optional(),
});
export type Block = z.infer<typeof Block>;

const Message = z.looseObject({
  ts: z.string(),
  text: z.string().catch(''),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  blocks: z.array(Block).optional(),
  is_ephemeral: z.boolean().optional(),
  edited: z.looseObject({ ts: z.string() }).optional(),
});
export type Message = z.infer<typeof Message>;
export const Messages = z.array(Message);

export const View = z.looseObject({
  id: z.string(),
  title: Words.optional(),
  submit: Words.optional(),
  close: Words.optional(),
  blocks: z.array(Block),
});
export type View = z.infer<typeof View>;
export const OpenModal = View.nullable();

export function wordsOf(element: Element): string {
  return typeof element.text === 'string' ? element.text : (element.text?.text ?? '');
}

export function optionsOf(element: Element): Option[] {
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap(group => group.options)];
}
