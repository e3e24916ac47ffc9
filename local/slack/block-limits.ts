import { z } from 'zod';
import { Block, Text, View, type Element, type Option } from './slack-json.ts';

/** Limits of Block Kit: https://docs.slack.dev/reference/block-kit/blocks */
const BLOCKS = { message: 50, view: 100 };
const SURFACES: Readonly<Record<string, readonly ('message' | 'view')[]>> = {
  actions: ['message', 'view'],
  context: ['message', 'view'],
  divider: ['message', 'view'],
  file: ['message'],
  header: ['message', 'view'],
  image: ['message', 'view'],
  input: ['message', 'view'],
  markdown: ['message'],
  rich_text: ['message', 'view'],
  section: ['message', 'view'],
  table: ['message'],
  video: ['message', 'view'],
};

/** What Slack would object to in a message's blocks, in its words; empty when it would take them. */
export function faultsOfBlocks(raw: unknown, surface: 'message' | 'view'): string[] {
  const parsed = z.array(Block).safeParse(raw);
  if (!parsed.success) return [`invalid block structure: ${z.prettifyError(parsed.error)}`];
  const blocks = parsed.data;
  const faults: string[] = [];
  if (blocks.length > BLOCKS[surface])
    faults.push(`no more than ${BLOCKS[surface]} items allowed [json-pointer:/blocks]`);
  const ids = blocks.flatMap(block => block.block_id ?? []);
  if (new Set(ids).size < ids.length)
    faults.push('block_id must be unique within the message [json-pointer:/blocks]');
  blocks.forEach((block, index) => faults.push(...faultsOfBlock(block, `/blocks/${index}`, surface)));
  return faults;
}

export function faultsOfView(raw: unknown): string[] {
  const parsed = View.safeParse(raw);
  if (!parsed.success) return [`invalid view: ${z.prettifyError(parsed.error)}`];
  const view = parsed.data;
  const faults = faultsOfBlocks(view.blocks, 'view');
  if (view.type === 'modal') {
    if (!view.title) faults.push('missing required field: title [json-pointer:/view/title]');
    for (const part of ['title', 'submit', 'close'] as const)
      faults.push(...tooLong(view[part]?.text, 24, `/view/${part}`));
    if (!view.submit && view.blocks.some(block => block.type === 'input'))
      faults.push('submit is required when an input block is within blocks [json-pointer:/view/submit]');
  }
  faults.push(...tooLong(view.private_metadata, 3000, '/view/private_metadata'));
  faults.push(...tooLong(view.callback_id, 255, '/view/callback_id'));
  return faults;
}

function faultsOfBlock(block: Block, at: string, surface: 'message' | 'view'): string[] {
  if (!SURFACES[block.type]?.includes(surface))
    return [`unsupported type: ${block.type} [json-pointer:${at}]`];
  const faults = [...tooLong(block.block_id, 255, `${at}/block_id`)];
  switch (block.type) {
    case 'section':
      if (!block.text && !block.fields?.length)
        faults.push(`missing required field: text [json-pointer:${at}]`);
      faults.push(...length(block.text, 3000, `${at}/text`), ...tooMany(block.fields, 10, `${at}/fields`));
      block.fields?.forEach((field, i) => faults.push(...length(field, 2000, `${at}/fields/${i}`)));
      break;
    case 'header':
      if (block.text?.type !== 'plain_text') faults.push(`must be plain_text [json-pointer:${at}/text]`);
      faults.push(...length(block.text, 150, `${at}/text`));
      break;
    case 'context':
    case 'actions':
      if (!block.elements?.length) faults.push(`missing required field: elements [json-pointer:${at}]`);
      faults.push(...tooMany(block.elements, block.type === 'context' ? 10 : 25, `${at}/elements`));
      break;
    case 'input':
      if (!block.element) faults.push(`missing required field: element [json-pointer:${at}]`);
      if (block.label?.type !== 'plain_text') faults.push(`must be plain_text [json-pointer:${at}/label]`);
      faults.push(...length(block.label, 2000, `${at}/label`));
  }
  const elements = [
    ...(block.elements ?? []),
    ...[block.accessory, block.element].filter(e => e !== undefined),
  ];
  const actionIds = elements.flatMap(element => element.action_id ?? []);
  if (new Set(actionIds).size < actionIds.length)
    faults.push(`action_id must be unique within the block [json-pointer:${at}/elements]`);
  elements.forEach((element, i) => faults.push(...faultsOfElement(element, `${at}/elements/${i}`)));
  return faults;
}

function faultsOfElement(element: Element, at: string): string[] {
  const faults = [...tooLong(element.action_id, 255, `${at}/action_id`)];
  if (element.type === 'mrkdwn' || element.type === 'plain_text') {
    return typeof element.text === 'string'
      ? [...faults, ...textLength(element.text, 3000, at)]
      : [...faults, `missing text [json-pointer:${at}]`];
  }
  if (element.type === 'button') {
    const text = Text.safeParse(element.text);
    if (text.data?.type !== 'plain_text') faults.push(`must be plain_text [json-pointer:${at}/text]`);
    else faults.push(...length(text.data, 75, `${at}/text`));
    faults.push(...tooLong(element.value, 2000, `${at}/value`));
  }
  faults.push(...tooMany(element.options, element.type === 'overflow' ? 5 : 100, `${at}/options`));
  element.options?.forEach((option, i) => faults.push(...faultsOfOption(option, `${at}/options/${i}`)));
  return faults;
}

function faultsOfOption(option: Option, at: string): string[] {
  return [...length(option.text, 75, `${at}/text`), ...tooLong(option.value, 150, `${at}/value`)];
}

function length(text: { text: string } | undefined, max: number, at: string): string[] {
  return text === undefined ? [] : textLength(text.text, max, at);
}

function textLength(text: string, max: number, at: string): string[] {
  return text === '' ? [`must be more than 0 characters [json-pointer:${at}]`] : tooLong(text, max, at);
}

function tooLong(text: string | undefined, max: number, at: string): string[] {
  return text !== undefined && text.length > max
    ? [`must be less than ${max + 1} characters [json-pointer:${at}]`]
    : [];
}

function tooMany(items: readonly unknown[] | undefined, max: number, at: string): string[] {
  return items !== undefined && items.length > max
    ? [`no more than ${max} items allowed [json-pointer:${at}]`]
    : [];
}
