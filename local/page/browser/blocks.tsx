import type { ComponentChildren } from 'preact';
import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import { Message, type Block as LibraryBlock } from 'slack-blocks-to-jsx';
import type { Time } from './clock.ts';
import type { Block } from './slack-contract.ts';
import { slackDate } from './slack-dates.ts';
import type { SlackUser } from './slack-people.ts';
import { calendarDay } from './times.ts';

interface Props {
  readonly blocks: readonly Block[];
  readonly users: readonly SlackUser[];
  readonly time: Time;
  /** Draws what can be pressed or filled in: the library draws it too, but tells nobody that it was used. */
  readonly control: (block: Block) => ComponentChildren;
}

/** Block Kit: what is only read by slack-blocks-to-jsx, what is used by `control`. */
export function Blocks({ blocks, users, time, control }: Props) {
  const runs = useMemo(() => runsOf(blocks), [blocks]);
  const reading = { users, zone: time.zone, today: calendarDay(time.now, time.zone) };
  return (
    <>
      {runs.map((run, index) => (
        <BlockRun key={index} run={run} control={control} {...reading} />
      ))}
    </>
  );
}

interface Reading {
  readonly users: readonly SlackUser[];
  readonly zone: string;
  readonly today: string;
}

function BlockRun({ run, control, ...reading }: Reading & { run: Block[]; control: Props['control'] }) {
  const [first] = run;
  if (first === undefined) return null;
  if (first.type === 'actions' || first.type === 'input') return <>{control(first)}</>;
  if (first.accessory === undefined) return <ReadOnly blocks={run} {...reading} />;
  const section = { ...first, accessory: undefined };
  return (
    <div class="with-accessory">
      <ReadOnly blocks={[section]} {...reading} />
      {control(first)}
    </div>
  );
}

/** Drawn again only when it changed: the clock ticks each second, and a channel holds many messages. */
const ReadOnly = memo(({ blocks, users, zone, today }: Reading & { blocks: readonly Block[] }) => (
  <Message
    // The stand-in has checked the blocks as Slack would; the library's types are narrower than that check.
    blocks={blocks as unknown as LibraryBlock[]}
    name=""
    logo=""
    theme="light"
    withoutWrapper
    hooks={{ date: ({ timestamp, format }) => slackDate(timestamp, format, zone, today) }}
    data={{ users: users.map(({ id, name }) => ({ id, name })) }}
  />
));

/** Neighbours that are only read are drawn together, as one message. */
function runsOf(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const before = runs.at(-1);
    if (before !== undefined && before.every(isReadOnly) && isReadOnly(block)) before.push(block);
    else runs.push([block]);
  }
  return runs;
}

function isReadOnly(block: Block): boolean {
  return block.type !== 'actions' && block.type !== 'input' && block.accessory === undefined;
}
