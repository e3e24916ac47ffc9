import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Settings } from '../../app/ports.ts';
import { formFieldsOf, isSignedByTwilio } from '../twilio/signature.ts';
import type { FormFields } from '../twilio/signature.ts';
import { RequestRefused } from './http-errors.ts';

/** A request that Twilio made, with the fields of its query and its form. */
export interface SignedEvent extends APIGatewayProxyEventV2 {
  signedFields: FormFields;
}

/** Lets only Twilio's own form posts through. `path` is where Twilio was told to post; it is part of what was signed. */
export function twilioSigned(
  path: string,
  settings: Pick<Settings, 'publicUrl' | 'twilioAuthToken'>,
): MiddlewareObj<SignedEvent, APIGatewayProxyStructuredResultV2> {
  return {
    name: 'twilio-signed',
    before(request) {
      const { event } = request;
      const query = event.rawQueryString;
      const form = formFieldsOf(bodyText(event));
      const signed = isSignedByTwilio(
        {
          pathAndQuery: query === '' ? path : `${path}?${query}`,
          form,
          signature: event.headers['x-twilio-signature'],
        },
        { publicUrl: settings.publicUrl, authToken: settings.twilioAuthToken },
      );
      if (!signed)
        throw new RequestRefused(403, "This address takes only requests that carry Twilio's signature.");
      request.event = { ...event, signedFields: { ...formFieldsOf(query), ...form } };
    },
  };
}

function bodyText(event: APIGatewayProxyEventV2): string {
  const body = event.body ?? '';
  return event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
