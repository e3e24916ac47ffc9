/** Blocks as an app would send them to Slack. */
export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const button = (value: string, text = 'Take', action_id = 'take') => ({
  type: 'button',
  action_id,
  value,
  text: { type: 'plain_text', text },
});
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (action_id: string) => ({
  type: 'input',
  block_id: `${action_id}-block`,
  label: { type: 'plain_text', text: 'Which?' },
  element: {
    type: 'static_select',
    action_id,
    options: ['red', 'blue'].map(value => ({ value, text: { type: 'plain_text', text: value } })),
  },
});
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'A form' },
  submit: { type: 'plain_text', text: 'Go' },
  blocks,
  ...more,
});
