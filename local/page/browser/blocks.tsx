import type { ComponentChildren } from 'preact';
import { Message, type Block as LibraryBlock } from 'slack-blocks-to-jsx';
import type { Time } from './clock.ts';
import type { Block } from './slack-contract.ts';
import { slackDate } from './slack-dates.ts';
import type { SlackUser } from './slack-people.ts';

interface Props {
  readonly blocks: readonly Block[];
  readonly users: readonly SlackUser[];
  readonly time: Time;
  /** Draws what can be pressed or filled in: the library draws it too, but tells nobody that it was used. */
  readonly control: (block: Block) => ComponentChildren;
}

/** Block Kit: what is only read by slack-blocks-to-jsx, what is used by `control`. */
export function Blocks({ blocks, ...rest }: Props) {
  return (
    <>
      {runsOf(blocks).map((run, index) => (
        <BlockRun key={index} run={run} {...rest} />
      ))}
    </>
  );
}

function BlockRun({ run, control, ...rest }: { run: Block[] } & Omit<Props, 'blocks'>) {
  const [first] = run;
  if (first === undefined) return null;
  if (first.type === 'actions' || first.type === 'input') return <>{control(first)}</>;
  if (first.accessory === undefined) return <ReadOnly blocks={run} {...rest} />;
  const section = { ...first, accessory: undefined };
  return (
    <div class="with-accessory">
      <ReadOnly blocks={[section]} {...rest} />
      {control(first)}
    </div>
  );
}

function ReadOnly({ blocks, users, time }: Omit<Props, 'control'>) {
  return (
    <Message
      // The stand-in has checked the blocks as Slack would; the library's types are narrower than that check.
      blocks={blocks as unknown as LibraryBlock[]}
      name=""
      logo=""
      theme="light"
      withoutWrapper
      hooks={{ date: ({ timestamp, format }) => slackDate(timestamp, format, time) }}
      data={{ users: users.map(({ id, name }) => ({ id, name })) }}
    />
  );
}

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
