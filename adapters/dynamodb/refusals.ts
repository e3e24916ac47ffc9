import type { CommitResult } from '../../app/ports.ts';
import type { Write } from '../../core/write.ts';

type Refusal = Exclude<CommitResult, 'committed'>;

/** DynamoDB has no room or somebody else holds a row just now: the same call may succeed a moment later. */
const PASSING = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
]);

/**
 * Whether the same call may succeed a moment later. When the answer to a commit was lost it may have succeeded already:
 * its receipt, the finished job or the changed versions then refuse the second one.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return PASSING.has(error.name) || PASSING.has(code);
}

/**
 * What a cancelled transaction means to the use case, from the reasons DynamoDB gives for each write in turn. When
 * several writes were refused, the one that says most about the event wins: it happened before; its job is done;
 * look again. Null: a reason that no use case can act on.
 */
export function refusalOf(
  writes: readonly Write[],
  reasons: readonly (string | undefined)[],
): Refusal | null {
  const refusals = new Set<Refusal>();
  for (const [index, reason] of reasons.entries()) {
    if (reason === undefined || reason === 'None') continue;
    const write = writes[index];
    if (reason === 'ConditionalCheckFailed' && write !== undefined) refusals.add(refusalOfWrite(write));
    else if (PASSING.has(reason)) refusals.add('conflict');
    else return null;
  }
  const precedence: readonly Refusal[] = ['duplicate', 'gone', 'conflict'];
  return precedence.find(refusal => refusals.has(refusal)) ?? null;
}

function refusalOfWrite({ write }: Write): Refusal {
  switch (write) {
    case 'add-receipt':
      return 'duplicate';
    case 'finish-timer':
    case 'settle-message':
    case 'claim-errand':
    case 'finish-errand':
      return 'gone';
    case 'save-thread':
    case 'save-desk':
    case 'add-record':
    case 'add-event':
    case 'add-job':
    case 'advance-fate':
    case 'ask-errand':
    case 'claim-crisis-code':
    case 'claim-client-code':
    case 'show-open-crisis':
    case 'clear-open-crisis':
    case 'add-waiting':
    case 'clear-waiting':
    case 'add-card-link':
    case 'save-card-link':
      return 'conflict';
  }
}
