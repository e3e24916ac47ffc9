import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import { DataStack } from '../../lib/data-stack.ts';
import { ServiceStack } from '../../lib/service-stack.ts';
import { type StageSettings, stages } from '../../lib/stages.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The templates of one stage. No code is bundled: these tests are about permissions and settings. */
export function templatesOf(changes: Partial<StageSettings> = {}): { data: Template; service: Template } {
  const settings = { ...stages.prod, ...changes };
  const app = new App({ context: { [BUNDLING_STACKS]: [] } });
  const env = { region: settings.region };
  const data = new DataStack(app, 'data', { env });
  const service = new ServiceStack(app, 'service', { env, data, settings });
  return { data: Template.fromStack(data), service: Template.fromStack(service) };
}

export function resourcesOf(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** The only resource of its type whose logical id begins so. */
export function resource(template: Template, type: string, prefix = ''): Resource {
  const found = resourcesOf(template, type).filter(([id]) => id.startsWith(prefix));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} resources ${prefix}* of type ${type}, not 1`);
  }
  return only[1];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Every permission of a function as `action on resource`, resources named by their place in the stacks. */
export function permissionsOf(service: Template, name: string): string[] {
  const prefix = `${name.replace('-', '')}Role`;
  const policies = resourcesOf(service, 'AWS::IAM::Policy').filter(([id]) => id.startsWith(prefix));
  return policies
    .flatMap(([, policy]) => (policy.Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource: on }) => [Action].flat().map(action => `${action} on ${nameOf(on)}`))
    .sort();
}

function nameOf(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === '"*"') return 'everything';
  if (text.includes('StreamArn')) return 'the stream';
  if (text.includes('/index/due')) return 'the due-index';
  if (text.includes('FnGetAttTable')) return 'the table';
  if (text.includes('FnGetAttKey')) return 'the key';
  if (text.includes('Secrets')) return 'the secret';
  if (text.includes('DeadLetters')) return 'its dead letters';
  if (text.includes('Logs')) return 'its logs';
  if (text.includes('Alarms')) return 'the alarms';
  return text;
}
