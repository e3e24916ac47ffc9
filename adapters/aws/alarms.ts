import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alarms } from '../../app/ports.ts';

/** SNS refuses a subject of 100 characters or more. */
const MAX_SUBJECT_LENGTH = 99;

/** Wakes the agency's engineer through the topic that CloudWatch's alarms use too. */
export function createSnsAlarms(client: SNSClient, topicArn: string): Alarms {
  return {
    async raise({ name, what, ids }) {
      const lines = Object.entries(ids).map(([key, id]) => `${key}: ${id}`);
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: `Handrail: ${name}`.slice(0, MAX_SUBJECT_LENGTH),
          Message: [
            what,
            '',
            ...lines,
            '',
            'What to do: docs/runbook.md, "Alarms that the code raises".',
          ].join('\n'),
        }),
      );
    },
  };
}
