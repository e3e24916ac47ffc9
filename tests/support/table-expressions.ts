export type Row = Record<string, unknown>;

/** The parts of a DynamoDB request that expressions are made of. */
export interface Expression {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

/** Whether the condition of a request holds for a row; null: there is none. */
export function holds(expression: Expression, row: Row | null): boolean {
  const { ConditionExpression: condition } = expression;
  if (condition === undefined) return true;
  return condition
    .split(' OR ')
    .some(part => termsOf(part).every(term => termHolds(expression, term, row ?? {})));
}

const TERM = /[\w#.]+ BETWEEN :\w+ AND :\w+|attribute_(?:not_)?exists\(\w+\)|[\w#.]+ (?:=|<=|<|>) :\w+/g;

function termsOf(condition: string): string[] {
  const terms = condition.match(TERM) ?? [];
  if (terms.join(' AND ') !== condition) throw new Error(`The table in memory cannot read "${condition}"`);
  return terms;
}

function termHolds(expression: Expression, term: string, row: Row): boolean {
  const exists = /^attribute_(not_)?exists\((\w+)\)$/.exec(term);
  if (exists !== null) return (row[exists[2] ?? ''] !== undefined) === (exists[1] === undefined);
  const [path = '', operator, ...operands] = term.replace(' AND', '').split(' ');
  const actual = at(row, pathOf(expression, path));
  const [first, second] = operands.map(name => valueOf(expression, name));
  if (actual === undefined) return false;
  switch (operator) {
    case '=':
      return actual === first;
    case '<':
      return isLess(actual, first);
    case '>':
      return isLess(first, actual);
    case '<=':
      return !isLess(first, actual);
    default:
      return !isLess(actual, first) && !isLess(second, actual);
  }
}

function isLess(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one < other;
  return typeof one === 'string' && typeof other === 'string' && one < other;
}

/** The row after an update expression; the row itself stays as it is. */
export function updated(expression: Expression & { readonly UpdateExpression?: string }, row: Row): Row {
  const after = structuredClone(row);
  const [, sets = '', removes = ''] =
    /^SET (.+?)(?: REMOVE (.+))?$/.exec(expression.UpdateExpression ?? '') ?? [];
  if (sets === '') throw new Error(`The table in memory cannot read "${expression.UpdateExpression ?? ''}"`);
  for (const assignment of sets.split(/, (?=[\w#.]+ = )/)) {
    const [path = '', ...rest] = assignment.split(' = ');
    put(after, pathOf(expression, path), newValue(expression, rest.join(' = '), row));
  }
  for (const name of removes.split(', ')) Reflect.deleteProperty(after, name);
  return after;
}

function newValue(expression: Expression, source: string, row: Row): unknown {
  const [, kept, otherwise] = /^if_not_exists\(([\w#.]+), (:\w+)\)$/.exec(source) ?? [];
  if (kept !== undefined && otherwise !== undefined)
    return at(row, pathOf(expression, kept)) ?? valueOf(expression, otherwise);
  const [, counted, step] = /^(\w+) \+ (:\w+)$/.exec(source) ?? [];
  if (counted !== undefined && step !== undefined)
    return Number(row[counted]) + Number(valueOf(expression, step));
  return valueOf(expression, source);
}

function valueOf({ ExpressionAttributeValues: values = {} }: Expression, name: string): unknown {
  if (!(name in values)) throw new Error(`The request has no value ${name}`);
  return values[name];
}

function pathOf({ ExpressionAttributeNames: names = {} }: Expression, path: string): string[] {
  return path.split('.').map(step => (step.startsWith('#') ? (names[step] ?? step) : step));
}

function at(row: Row, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, step) => (part as Row | undefined)?.[step], row);
}

function put(row: Row, path: readonly string[], value: unknown): void {
  const [last = ''] = path.slice(-1);
  (at(row, path.slice(0, -1)) as Row)[last] = value;
}
