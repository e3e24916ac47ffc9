import { z } from 'zod';
import { Disposition } from '../../core/thread.ts';
import { DISPOSITIONS_BY_NUMBER } from '../../core/disposition-words.ts';
import { dispositionWords } from '../../core/words/staff-words.ts';
import type { SlackAct } from '../../app/act-from-slack.ts';

export const RESOLVE_FORM = 'resolve';

const AgreedBy = z.enum(['welfare-check-requested', 'coordinator-agreed']);
const Select = <V extends z.ZodType>(value: V) =>
  z.object({ selected_option: z.object({ value }).nullish() });
const Submission = z.object({
  private_metadata: z.string(),
  state: z.object({
    values: z.object({
      disposition: z.object({ disposition: Select(Disposition) }),
      agreed: z.object({ agreed: Select(AgreedBy) }).optional(),
    }),
  }),
});

const AGREEMENTS: readonly { value: z.infer<typeof AgreedBy>; words: string }[] = [
  { value: 'welfare-check-requested', words: 'A welfare check is requested' },
  { value: 'coordinator-agreed', words: 'The coordinator agreed' },
];

/** The form behind Resolve. The code travels in it; nothing else of the crisis is in Slack's modals. */
export function resolveForm(code: string) {
  return {
    type: 'modal' as const,
    callback_id: RESOLVE_FORM,
    private_metadata: code,
    title: plain(`Resolve ${code}`),
    submit: plain('Resolve'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'disposition',
        label: plain('How did it end?'),
        element: select(
          'disposition',
          'Choose one',
          DISPOSITIONS_BY_NUMBER.map(disposition => [disposition, dispositionWords(disposition)] as const),
        ),
      },
      {
        type: 'input' as const,
        block_id: 'agreed',
        optional: true,
        label: plain('If no contact was made: why may it be closed?'),
        hint: plain('A crisis without contact is closed only after one of these.'),
        element: select(
          'agreed',
          'Only for no contact made',
          AGREEMENTS.map(({ value, words }) => [value, words]),
        ),
      },
    ],
  };
}

type Read =
  | {
      readonly errors: null;
      readonly act: Pick<Extract<SlackAct, { act: 'resolve' }>, 'code' | 'disposition' | 'agreedBy'>;
    }
  | { readonly errors: Record<string, string>; readonly act: null };

/** What the person chose, or what to say at which field. */
export function readResolveForm(view: unknown): Read {
  const { private_metadata: code, state } = Submission.parse(view);
  const disposition = state.values.disposition.disposition.selected_option?.value;
  if (!disposition) return wrong('disposition', 'Choose how it ended.');
  const agreedBy = state.values.agreed?.agreed.selected_option?.value ?? null;
  if (disposition !== 'no-contact-made') return { errors: null, act: { code, disposition, agreedBy: null } };
  if (agreedBy === null)
    return wrong(
      'agreed',
      'Without contact, a welfare check must be requested or the coordinator must agree.',
    );
  return { errors: null, act: { code, disposition, agreedBy } };
}

/** What the form turns into once it is submitted: the outcome in a sentence. */
export function resolvedView(code: string, text: string) {
  return {
    type: 'modal' as const,
    title: plain(`Resolve ${code}`),
    close: plain('Done'),
    blocks: [{ type: 'section' as const, text: plain(text) }],
  };
}

function wrong(block: string, message: string): Read {
  return { errors: { [block]: message }, act: null };
}

function select(
  action: string,
  placeholder: string,
  options: readonly (readonly [value: string, words: string])[],
) {
  return {
    type: 'static_select' as const,
    action_id: action,
    placeholder: plain(placeholder),
    options: options.map(([value, words]) => ({
      value,
      text: plain(words.charAt(0).toUpperCase() + words.slice(1)),
    })),
  };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}
