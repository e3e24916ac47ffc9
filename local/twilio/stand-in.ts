import type { Clock } from '../../app/ports.ts';
import type { PhoneNumber } from '../../core/team.ts';
import type { Faults } from '../faults.ts';
import { CarrierLog } from './carrier-log.ts';
import { Delivery } from './delivery.ts';
import { createPhones } from './phones.ts';
import { createRestApi } from './rest-api.ts';

export interface TwilioStandInOptions {
  readonly dataDir: string;
  /** The origin that webhooks are signed for; no slash at the end. */
  readonly publicUrl: string;
  /** Where that origin listens on this computer, such as `http://127.0.0.1:3000`. */
  readonly webhookBase: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** The account's own numbers: lines, desks and relays. */
  readonly numbers: readonly PhoneNumber[];
  /** Phones that are listed even before they texted. */
  readonly phones: readonly { readonly e164: PhoneNumber; readonly label: string }[];
  readonly clock: Clock;
  readonly faults: Faults;
  /** Something that a phone shows may have changed. */
  onChange(): void;
}

export interface TwilioStandIn {
  /** Answers what is under `/sim/twilio/` and `/sim/phones`; null for any other path. May throw ConnectionReset. */
  handle(request: Request): Promise<Response | null>;
  /** Whether a webhook is under way. */
  busy(): boolean;
  idle(): Promise<void>;
  /** Delivers again what the line had not answered when the process ended. Call it once, when the line listens. */
  resume(): void;
  /** From now on a webhook that fails is left for the next start, instead of being given up. */
  stop(): void;
}

/** Twilio on this computer: the REST API of the real one, its webhooks, and the phones on its network. */
export function createTwilioStandIn(options: TwilioStandInOptions): TwilioStandIn {
  const log = new CarrierLog(options.dataDir);
  const delivery = new Delivery(log, options);
  const restApi = createRestApi(log, delivery, options);
  const phones = createPhones(log, delivery, options);

  return {
    handle: async request => (await restApi(request)) ?? (await phones(request)),
    busy: () => delivery.busy(),
    idle: () => delivery.idle(),
    resume: () => {
      delivery.resume();
    },
    stop: () => {
      delivery.stop();
    },
  };
}
