import { App, AwsLambdaReceiver, type BlockAction } from '@slack/bolt';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { z } from 'zod';
import type { Outside } from '../../app/ports.ts';
import { boltLog } from './bolt-log.ts';
import { readable } from './lambda-event.ts';
import { readResolveForm, RESOLVE_FORM, resolvedView, resolveForm } from './resolve-form.ts';
import type { SlackUseCases } from './use-cases.ts';

const ONCALL_HELP = [
  '`/oncall` says who is on call now, and who is the backup.',
  '`/oncall help` shows this list.',
  'In the channel, each crisis has its buttons: *Take* makes it yours, *Pass* wakes the next person, *Resolve* closes it.',
].join('\n');

const Triggered = z.object({ trigger_id: z.string().min(1) });
const Click = z.object({ action_id: z.string(), value: z.string().default('') });

type SlackHandler = (
  event: APIGatewayProxyEventV2,
  context: unknown,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * All Slack traffic: buttons, forms and commands. Bolt checks the signature and answers 401 where it is wrong;
 * each listener commits what was asked and returns, because Lambda stops with the answer.
 */
export function createSlackHandler(outside: Outside, useCases: SlackUseCases): SlackHandler {
  const { settings, log } = outside;
  const logger = boltLog(log);
  const receiver = new AwsLambdaReceiver({ signingSecret: settings.slackSigningSecret, logger });
  const app = new App({
    receiver,
    logger,
    // Says who we are without asking Slack (auth.test) for every event.
    authorize: () => Promise.resolve({ botToken: settings.slackBotToken }),
    convoStore: false,
    ignoreSelf: false,
    clientOptions: {
      slackApiUrl: settings.slackApiUrl,
      // The one call made here opens a form, and its trigger lives for three seconds.
      retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 100 },
      fetch: impatientFetch,
      rejectRateLimitedCalls: true,
    },
  });

  app.command(/.*/, async ({ command, ack }) => {
    await ack({ response_type: 'ephemeral', text: await answerCommand(command) });
  });

  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, ack, respond, client }) => {
    await ack();
    const { action_id: act, value: code } = Click.parse(action);
    const tell = async (text: string): Promise<void> => {
      try {
        await respond({ response_type: 'ephemeral', replace_original: false, text });
      } catch (error) {
        // What was asked is done, and the channel's message will show it: a failed press would be a lie.
        log.error('slack.answer-not-shown', error);
      }
    };
    switch (act) {
      case 'take':
      case 'pass':
        return tell(
          await saying(code, () =>
            useCases.actFromSlack(outside, { act, code, slackUser: body.user.id, receipt: receiptOf(body) }),
          ),
        );
      case 'resolve':
        try {
          await client.views.open({ trigger_id: body.trigger_id, view: resolveForm(code) });
        } catch (error) {
          log.error('slack.form-not-opened', error);
          await tell(
            `The form for ${code} did not open. Press Resolve again, or text DONE ${code} to the desk number.`,
          );
        }
        return;
      default:
        return tell(
          'Handrail does not know this button. It may be from an older message: use the newest one.',
        );
    }
  });

  app.view(RESOLVE_FORM, async ({ body, view, ack }) => {
    const { act, errors } = readResolveForm(view);
    if (errors) return ack({ response_action: 'errors', errors });
    const text = await saying(act.code, () =>
      useCases.actFromSlack(outside, {
        act: 'resolve',
        ...act,
        slackUser: body.user.id,
        receipt: receiptOf(body),
      }),
    );
    return ack({ response_action: 'update', view: resolvedView(act.code, text) });
  });

  async function answerCommand(command: {
    command: string;
    text: string;
    user_id: string;
    channel_name: string;
  }): Promise<string> {
    const wish = command.text.trim().toLowerCase();
    if (command.command !== '/oncall')
      return `Handrail does not know ${command.command}. It knows:\n${ONCALL_HELP}`;
    if (wish === 'help') return ONCALL_HELP;
    if (wish !== '') return `Handrail does not know what that asks for. It knows:\n${ONCALL_HELP}`;
    return saying(null, () =>
      useCases.whoIsOnCall(outside, { slackUser: command.user_id, channelName: command.channel_name }),
    );
  }

  /** The use case's sentence; when it fails, one that says so and what else works. */
  async function saying(code: string | null, run: () => Promise<{ text: string }>): Promise<string> {
    try {
      return (await run()).text;
    } catch (error) {
      log.error('slack.use-case-failed', error);
      return code === null
        ? 'Handrail could not look that up just now. Try again, or text WHO to the desk number.'
        : `Handrail could not do that just now. Try again, or text ${code} to the desk number to take it.`;
    }
  }

  app.error(error => {
    log.error('slack.listener-failed', error);
    return Promise.reject(error);
  });

  const handle = receiver.toHandler();
  return async (event, context) => {
    try {
      return await handle(readable(event), context);
    } catch (error) {
      // The receiver parses before it checks who is asking.
      if (!(error instanceof SyntaxError)) throw error;
      return { statusCode: 400, body: 'This is not a request that Slack sends.' };
    }
  };
}

/** Presses and forms carry no event id; the trigger is new with each and the same when it is delivered again. */
function receiptOf(body: unknown): string {
  return `slack:${Triggered.parse(body).trigger_id}`;
}

/** Slack waits three seconds for all of it: two attempts must fit. */
function impatientFetch(url: string | URL, init: object = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(1200) });
}
