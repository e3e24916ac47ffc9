import type { InputHTMLAttributes } from 'preact';
import type { Block, Element, Option } from './slack-contract.ts';
import { optionsOf } from './slack-contract.ts';
import type { SlackUser } from './slack-people.ts';

interface Props {
  readonly block: Block;
  readonly users: readonly SlackUser[];
  readonly complaint: string | undefined;
}

/** One input block of a modal: its label, its field, and what Handrail objected to. */
export function ModalField({ block, users, complaint }: Props) {
  const { element } = block;
  if (element === undefined) return null;
  const words = `${block.label?.text ?? ''}${block.optional === true ? ' (optional)' : ''}`;
  const required = block.optional !== true;
  const name = fieldName(block, element);
  const isChoice = element.type === 'radio_buttons' || element.type === 'checkboxes';
  return (
    <div class="modal-field">
      {isChoice ? (
        <fieldset>
          <legend>{words}</legend>
          <Choices element={element} name={name} required={required} />
        </fieldset>
      ) : (
        <label>
          {words}
          <Field element={element} name={name} required={required} users={users} />
        </label>
      )}
      {block.hint !== undefined && <p class="quiet">{block.hint.text}</p>}
      <p class="complaint" aria-live="polite">
        {complaint}
      </p>
    </div>
  );
}

export function fieldName(block: Block, element: Element): string {
  return `${block.block_id ?? ''} ${element.action_id ?? ''}`;
}

/** What the browser should help to type; anything else is plain text. */
function inputType(element: Element): InputHTMLAttributes {
  switch (element.type) {
    case 'datepicker':
      return { type: 'date' };
    case 'timepicker':
      return { type: 'time' };
    case 'number_input':
      return { type: 'number' };
    default:
      return { type: 'text' };
  }
}

interface FieldProps {
  readonly element: Element;
  readonly name: string;
  readonly required: boolean;
}

function Field({ element, name, required, users }: FieldProps & { readonly users: readonly SlackUser[] }) {
  if (element.type === 'static_select' || element.type === 'users_select') {
    return (
      <select name={name} required={required} defaultValue={initialOf(element)}>
        <option value="">{element.placeholder?.text ?? 'Choose …'}</option>
        {element.type === 'users_select'
          ? users.map(user => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))
          : optionsOf(element).map(option => (
              <option key={option.value} value={option.value}>
                {option.text.text}
              </option>
            ))}
      </select>
    );
  }
  const shared = { name, required, dir: 'auto' as const, defaultValue: initialOf(element) };
  const placeholder = element.placeholder?.text ?? '';
  if (element.multiline === true) return <textarea {...shared} rows={4} placeholder={placeholder} />;
  return <input {...shared} {...inputType(element)} placeholder={placeholder} />;
}

function Choices({ element, name, required }: FieldProps) {
  const radio = element.type === 'radio_buttons';
  const chosen = [
    ...(element.initial_options ?? []),
    ...(element.initial_option ? [element.initial_option] : []),
  ];
  const isChosen = (option: Option): boolean => chosen.some(one => one.value === option.value);
  return (
    <>
      {optionsOf(element).map(option => (
        <label key={option.value} class="choice">
          <input
            type={radio ? 'radio' : 'checkbox'}
            name={name}
            value={option.value}
            required={radio && required}
            defaultChecked={isChosen(option)}
          />
          {option.text.text}
        </label>
      ))}
    </>
  );
}

function initialOf(element: Element): string {
  return (
    element.initial_option?.value ??
    element.initial_user ??
    element.initial_date ??
    element.initial_time ??
    element.initial_value ??
    ''
  );
}
