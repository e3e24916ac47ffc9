import { interactiveElements, type Block, type Element } from './slack-json.ts';

/** The element a click means, looked for on the newest screen first; or a sentence why there is none. */
export function findElement(
  screens: readonly (readonly Block[])[],
  click: { action_id: string; value?: string | undefined },
): { block: Block; element: Element } | string {
  for (const blocks of screens) {
    const same = blocks.flatMap(block =>
      interactiveElements(block)
        .filter(element => element.action_id === click.action_id)
        .map(element => ({ block, element })),
    );
    if (click.value === undefined && same.length > 1)
      return `The message has ${same.length} elements ${click.action_id}: say which by its value.`;
    const found = same.find(({ element }) => click.value === undefined || accepts(element, click.value));
    if (found) return found;
  }
  const what =
    click.value === undefined ? click.action_id : `${click.action_id} with the value ${click.value}`;
  return `The message has no button ${what}, and never had.`;
}

function accepts(element: Element, value: string): boolean {
  return element.options
    ? element.options.some(option => option.value === value)
    : element.value === undefined || element.value === value;
}

export function pressedAction(
  { block, element }: { block: Block; element: Element },
  value: string | undefined,
  nowMs: number,
): Record<string, unknown> {
  const { options, ...shown } = element;
  return {
    ...shown,
    block_id: block.block_id,
    action_ts: (nowMs / 1000).toFixed(6),
    ...(options ? { selected_option: options.find(option => option.value === value) ?? options[0] } : {}),
  };
}
