import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DataStack } from '../lib/data-stack.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stages } from '../lib/stages.ts';

const app = new App();
for (const [name, settings] of Object.entries(stages)) {
  // The account is that of the credentials at deployment, so that `cdk synth` needs none.
  const env = { region: settings.region };
  const data = new DataStack(app, `handrail-${name}-data`, { env });
  const service = new ServiceStack(app, `handrail-${name}-service`, { env, data, settings });
  for (const stack of [data, service]) Tags.of(stack).add('handrail:stage', name);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
