import {
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnOutput, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/**
 * What the access log keeps of a request. The route and never the path, query or address: the path of a safety card
 * holds its token, and a webhook's query names a message.
 */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  responseMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  error: '$context.error.messageString',
});

/** The one public door: providers' webhooks and the safety card. */
export class LineApi extends Construct {
  readonly api: HttpApi;
  /** The origin that Twilio signs, without a slash at the end. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, { settings }: { settings: StageSettings }) {
    super(scope, id);
    const { domain } = settings;
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      // Twilio signs one origin only; a second name for the same door would answer 403 to everything.
      disableExecuteApiEndpoint: domain !== null,
    });
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Callers are Twilio, Slack and a browser with a one-time link. Each function verifies the signature or the token before it does anything else; API Gateway has no authorizer that sees a body to verify.',
    });

    const domainName =
      domain === null
        ? null
        : new DomainName(this, 'Domain', {
            domainName: domain.name,
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
          });
    if (domainName !== null) {
      new CfnOutput(this, 'DomainTarget', {
        description: 'Point the domain here (CNAME, or an alias record)',
        value: domainName.regionalDomainName,
      });
    }
    this.publicUrl = domain === null ? this.api.apiEndpoint : `https://${domain.name}`;

    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetention,
      removalPolicy: settings.removalPolicy,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // A flood of unsigned requests stops here, not at the account's concurrency. Twilio comes again after a 429.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLogFormat),
      },
      ...(domainName === null ? {} : { domainMapping: { domainName } }),
    });
  }

  route(path: string, methods: HttpMethod[], to: IFunction): void {
    this.api.addRoutes({ path, methods, integration: new HttpLambdaIntegration(`${to.node.path}Route`, to) });
  }
}
