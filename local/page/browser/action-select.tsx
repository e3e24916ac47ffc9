import type { Element } from './slack-contract.ts';
import { optionsOf } from './slack-contract.ts';
import type { SlackUser } from './slack-people.ts';

interface Props {
  readonly element: Element;
  readonly users: readonly SlackUser[];
  readonly onPick: (value: string) => void;
}

/** A select or overflow menu of a message: picking acts at once, and shows the prompt again. */
export function ActionSelect({ element, users, onPick }: Props) {
  const prompt = element.placeholder?.text ?? (element.type === 'overflow' ? 'More …' : 'Choose …');
  const choices =
    element.type === 'users_select'
      ? users.map(user => ({ value: user.id, words: user.name }))
      : optionsOf(element).map(option => ({ value: option.value ?? '', words: option.text.text }));
  return (
    <select
      class="action"
      aria-label={prompt}
      value=""
      onChange={event => {
        onPick(event.currentTarget.value);
        event.currentTarget.value = '';
      }}
    >
      <option value="">{prompt}</option>
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.words}
        </option>
      ))}
    </select>
  );
}
