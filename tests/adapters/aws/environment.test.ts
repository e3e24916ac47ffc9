import { expect, test } from 'vitest';
import { NotConfigured, readEnvironment, readSecrets } from '../../../adapters/aws/environment.ts';

const variables = {
  TABLE_NAME: 'table',
  SECRET_ID: 'secret',
  PUBLIC_URL: 'https://line.example.org',
  ALARM_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:alarms',
  REGION: 'us-east-1',
};

const secrets = {
  KEY_PEPPER: 'p'.repeat(64),
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  SLACK_SIGNING_SECRET: 'signing',
  SLACK_BOT_TOKEN: 'xoxb-1',
};

test('the environment of the service stack is enough, and the providers are the real ones', () => {
  expect(readEnvironment(variables)).toEqual({
    ...variables,
    TWILIO_API_URL: 'https://api.twilio.com',
    SLACK_API_URL: 'https://slack.com/api/',
  });
});

test.each([
  ['is missing', { PUBLIC_URL: undefined }],
  ['is not https', { PUBLIC_URL: 'http://line.example.org' }],
  ['ends in a slash, which would break every signature', { PUBLIC_URL: 'https://line.example.org/' }],
])('an origin that %s stops the cold start by name', (_, change) => {
  expect(() => readEnvironment({ ...variables, ...change })).toThrow(/PUBLIC_URL/);
});

test('the secret that was filled in is read', () => {
  expect(readSecrets('secret', JSON.stringify(secrets))).toEqual(secrets);
});

test('a secret that nobody filled in yet names what is missing and where to read how', () => {
  const { KEY_PEPPER } = secrets;
  expect(() => readSecrets('secret', JSON.stringify({ KEY_PEPPER }))).toThrow(
    /lacks or misstates TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN.*runbook/,
  );
});

test.each([['{"SLACK_BOT_TOKEN":"xoxb-very-secret"'], ['"xoxb-very-secret"']])(
  'a secret that is no JSON object fails without quoting it',
  json => {
    const read = () => readSecrets('secret', json);
    expect(read).toThrow(NotConfigured);
    expect(read).not.toThrow(/very-secret/);
  },
);
