import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { after, days, type Instant } from '../../core/time.ts';
import type { Write } from '../../core/write.ts';
import { type Item, newItem, type RowKind } from './items.ts';
import * as jobs from './job-actions.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** 366 days, so that a code rests a whole year in leap years too. */
const CODE_RESTS_MS = days(366);

/** The one action of a transaction that a write becomes. `now` tells which jobs are due at once. */
export function actionOf(write: Write, table: Table, now: Instant): Action {
  const { keys } = table;
  const row = (kind: RowKind, key: Key, fields: object): Item => newItem(kind, key, table.region, fields);
  switch (write.write) {
    case 'save-thread':
      return save(table, row('thread', keys.thread(write.thread.id), write.thread), write.thread.rev);
    case 'save-desk':
      return save(table, row('desk', keys.desk(write.desk.id), write.desk), write.desk.rev);
    case 'add-record': {
      const { threadId, seq } = write.record;
      return add(table, row('record', keys.record(threadId, seq), write.record));
    }
    case 'add-event': {
      const { crisisId, n } = write.event;
      return add(table, row('event', keys.event(crisisId, n), write.event));
    }
    case 'add-receipt':
      return add(table, row('receipt', keys.receipt(write.id), { id: write.id, at: write.at }));
    case 'add-job':
      return add(table, jobs.jobItem(write.job, table, now));
    case 'finish-timer':
      return jobs.finishTimer(write, table);
    case 'settle-message':
      return jobs.settleMessage(write, table);
    case 'advance-fate':
      return jobs.advanceFate(write, table);
    case 'ask-errand':
      return jobs.askErrand(write, table, now);
    case 'claim-errand':
      return jobs.claimErrand(write, table);
    case 'finish-errand':
      return jobs.finishErrand(write, table);
    case 'claim-crisis-code':
      return {
        Put: {
          TableName: table.name,
          Item: row('crisisCode', keys.crisisCode(write.claim.code), write.claim),
          ConditionExpression: 'attribute_not_exists(pk) OR claimedAt < :rested',
          ExpressionAttributeValues: { ':rested': after(write.claim.claimedAt, -CODE_RESTS_MS) },
        },
      };
    case 'claim-client-code':
      return add(table, row('client', keys.client(write.client.code), write.client));
    case 'show-open-crisis':
      return put(table, row('openCrisis', keys.openCrisis(write.crisis.code), write.crisis));
    case 'clear-open-crisis':
      return { Delete: { TableName: table.name, Key: keys.openCrisis(write.code) } };
    case 'add-waiting': {
      const { team, threadId } = write;
      return put(table, row('waiting', keys.waiting(team, threadId), { team, threadId }));
    }
    case 'clear-waiting':
      return { Delete: { TableName: table.name, Key: keys.waiting(write.team, write.threadId) } };
    case 'add-card-link':
      return add(table, row('cardLink', keys.cardLink(write.link.tokenHash), write.link));
    case 'save-card-link':
      return {
        Put: {
          TableName: table.name,
          Item: row('cardLink', keys.cardLink(write.link.tokenHash), write.link),
          ConditionExpression: 'wrongPins = :seen AND usedAt = :unused',
          ExpressionAttributeValues: { ':seen': write.seenWrongPins, ':unused': null },
        },
      };
  }
}

/** Writes the row whether or not there is one. */
function put(table: Table, item: Item): Action {
  return { Put: { TableName: table.name, Item: item } };
}

/** Refused when there is a row already. */
function add(table: Table, item: Item): Action {
  return {
    Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
  };
}

/** Refused when the row is no longer the revision that was loaded; 0 is a row that was not there. */
function save(table: Table, item: Item, seenRev: number): Action {
  const next = { ...item, rev: seenRev + 1 };
  if (seenRev === 0) return add(table, next);
  return {
    Put: {
      TableName: table.name,
      Item: next,
      ConditionExpression: 'rev = :seen',
      ExpressionAttributeValues: { ':seen': seenRev },
    },
  };
}
