import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { createSnsAlarms } from '../../../adapters/aws/alarms.ts';

const topicArn = 'arn:aws:sns:us-east-1:111122223333:alarms';

test('an alarm tells the topic what happened, to which ids, and where to read what to do', async () => {
  const client = new SNSClient({ region: 'us-east-1' });
  const sns = mockClient(client);
  sns.on(PublishCommand).resolves({});

  await createSnsAlarms(client, topicArn).raise({
    name: 'unreadable-row',
    what: 'A row of the table does not parse.',
    ids: { jobId: '01JABC' },
  });

  expect(sns.commandCalls(PublishCommand).map(call => call.args[0].input)).toEqual([
    {
      TopicArn: topicArn,
      Subject: 'Handrail: unreadable-row',
      Message:
        'A row of the table does not parse.\n\njobId: 01JABC\n\nWhat to do: docs/runbook.md, "Alarms that the code raises".',
    },
  ]);
});
