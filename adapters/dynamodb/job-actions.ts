import { errandId, type Job, type Lane, statusRank } from '../../core/job.ts';
import type { Instant } from '../../core/time.ts';
import type { Fate, Write } from '../../core/write.ts';
import type { Action } from './actions.ts';
import { type Item, newItem } from './items.ts';
import { jobAttributes } from './job-row.ts';
import type { Table } from './table.ts';

type WriteOf<K extends Write['write']> = Extract<Write, { write: K }>;

/** A new job's row. `now` marks what the stream hands on at once: filters cannot compare times, so the writer does. */
export function jobItem(job: Job, table: Table, now: Instant): Item {
  const atOnce = job.dueAt !== null && isForStream(job.lane, job.dueAt, now);
  return newItem('job', table.keys.job(job.id), table.region, {
    ...jobAttributes(job, table.keys.due(job.lane, job.id)),
    ...(atOnce && { now: job.lane }),
  });
}

function isForStream(lane: Lane, dueAt: Instant, now: Instant): boolean {
  return lane !== 'automatic' && dueAt <= now;
}

export function finishTimer({ id, attempts }: WriteOf<'finish-timer'>, table: Table): Action {
  return {
    Delete: {
      TableName: table.name,
      Key: table.keys.job(id),
      ConditionExpression: 'attempts = :seen',
      ExpressionAttributeValues: { ':seen': attempts },
    },
  };
}

export function settleMessage(write: WriteOf<'settle-message'>, table: Table): Action {
  const fate = fateUpdate(write);
  return {
    Update: {
      TableName: table.name,
      Key: table.keys.job(write.id),
      // A row without `due` is done: the status callback was faster than the carrier's answer.
      ConditionExpression: 'attempts = :seen AND attribute_exists(due)',
      UpdateExpression: `${fate.set} ${END_JOB}`,
      ExpressionAttributeNames: fate.names,
      ExpressionAttributeValues: { ...fate.values, ':seen': write.attempts },
    },
  };
}

export function advanceFate(write: WriteOf<'advance-fate'>, table: Table): Action {
  const fate = fateUpdate(write);
  // As long as the carrier may not have it, the text is still to be sent.
  const carrierHasIt = statusRank(write.status) >= statusRank('queued');
  return {
    Update: {
      TableName: table.name,
      Key: table.keys.job(write.id),
      ConditionExpression: 'statusRank < :rank',
      UpdateExpression: carrierHasIt ? `${fate.set} ${END_JOB}` : fate.set,
      ExpressionAttributeNames: fate.names,
      ExpressionAttributeValues: fate.values,
    },
  };
}

const END_JOB = 'REMOVE due, dueAt';

function fateUpdate({ status, sid, error, at }: Fate) {
  const set = [
    'statusRank = :rank',
    '#message.#status = :status',
    '#message.statusAt = :at',
    '#message.#error = :error',
  ];
  // Without a sid the one the row may have stays.
  if (sid !== null) set.push('#message.sid = :sid');
  return {
    set: `SET ${set.join(', ')}`,
    names: { '#message': 'message', '#status': 'status', '#error': 'error' },
    values: {
      ':rank': statusRank(status),
      ':status': status,
      ':at': at,
      ':error': error,
      ...(sid !== null && { ':sid': sid }),
    },
  };
}

/**
 * Creates the row, or only notes who asked last: what is under way keeps its content, its lease and its count, and
 * cannot be finished before it has seen the new `asked`. A fresh row is an INSERT of the stream, with all a job has.
 */
export function askErrand(write: WriteOf<'ask-errand'>, table: Table, now: Instant): Action {
  const { lane, dueAt, asked, errand } = write;
  const job: Job = {
    id: errandId(errand),
    lane,
    dueAt,
    attempts: 0,
    work: { kind: 'errand', errand, asked, born: asked },
  };
  const { pk, sk, asked: latest, ...whenNew } = jobItem(job, table, now);
  const fields = Object.entries(whenNew);
  return {
    Update: {
      TableName: table.name,
      Key: { pk, sk },
      UpdateExpression: `SET asked = :asked, ${fields.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ':asked': latest,
        ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

/**
 * An errand that was finished and asked for anew counts its attempts from nought again: that a claim takes it further
 * than it is tells whoever still holds the old one that this is another.
 */
export function claimErrand(write: WriteOf<'claim-errand'>, table: Table): Action {
  return {
    Update: {
      TableName: table.name,
      Key: table.keys.job(write.id),
      ConditionExpression: 'attempts = :seen AND born = :born',
      UpdateExpression: 'SET attempts = :counted, errand = :errand, dueAt = :lease',
      ExpressionAttributeValues: {
        ':seen': write.attempts,
        ':born': write.born,
        ':counted': write.attempts + 1,
        ':errand': write.errand,
        ':lease': write.leaseUntil,
      },
    },
  };
}

export function finishErrand({ id, attempts, born, asked }: WriteOf<'finish-errand'>, table: Table): Action {
  return {
    Delete: {
      TableName: table.name,
      Key: table.keys.job(id),
      ConditionExpression: 'attempts = :seen AND born = :born AND asked = :asked',
      ExpressionAttributeValues: { ':seen': attempts, ':born': born, ':asked': asked },
    },
  };
}
