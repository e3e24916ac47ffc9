import type { StatusReport } from '../../app/advance-fate.ts';
import type { Carrier, Clock, SendOutcome } from '../../app/ports.ts';
import type { PhoneNumber } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';

type Sending = Parameters<Carrier['send']>[0];

/** A text that the carrier took, and what becomes of it. */
export interface Carried extends Sending {
  readonly sid: string;
  readonly at: Instant;
  readonly arrives: boolean;
}

export type CarrierFault = 'refused' | 'undelivered' | 'busy' | 'lost-answer' | 'lost-request';

/** The carrier's network: keeps a log, refuses who opted out, reports statuses when it is told to, and fails as asked. */
export class SimulatedCarrier implements Carrier {
  readonly log: Carried[] = [];
  readonly reports: StatusReport[] = [];
  /** Pairs of our number and a phone that texted it a stop word. */
  readonly optedOut = new Set<string>();
  faults: CarrierFault[] = [];
  readonly #clock: Clock;
  readonly #onSend: (text: Sending) => void;

  constructor(clock: Clock, onSend: (text: Sending) => void) {
    this.#clock = clock;
    this.#onSend = onSend;
  }

  send(text: Sending): Promise<SendOutcome> {
    this.#onSend(text);
    const fault = this.faults.shift();
    if (this.optedOut.has(`${text.from} ${text.to}`))
      return Promise.resolve({ outcome: 'refused', error: '21610' });
    switch (fault) {
      case 'refused':
        return Promise.resolve({ outcome: 'refused', error: '30006' });
      case 'busy':
        return Promise.resolve({ outcome: 'retry', error: '429' });
      case 'lost-request':
        return Promise.resolve({ outcome: 'unknown', error: 'reset' });
      case 'lost-answer':
        this.#take(text, true);
        return Promise.resolve({ outcome: 'unknown', error: 'reset' });
      case 'undelivered':
      case undefined:
        return Promise.resolve({ outcome: 'accepted', sid: this.#take(text, fault === undefined) });
    }
  }

  find(
    text: { to: PhoneNumber; from: PhoneNumber; body: string; createdAfter: Instant },
    knownSids: readonly string[],
  ): Promise<string | null> {
    const found = this.log.find(
      ({ to, from, body, at, sid }) =>
        to === text.to &&
        from === text.from &&
        body === text.body &&
        at >= text.createdAfter &&
        !knownSids.includes(sid),
    );
    return Promise.resolve(found?.sid ?? null);
  }

  mediaBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }

  /** What a phone shows. */
  shownOn(phone: PhoneNumber): Carried[] {
    return this.log.filter(text => text.to === phone && text.arrives);
  }

  #take(text: Sending, arrives: boolean): string {
    const sid = `SM${String(this.log.length).padStart(32, '0')}`;
    this.log.push({ ...text, sid, at: this.#clock.now(), arrives });
    const report = { messageId: text.messageId, sid, error: null };
    this.reports.push({ ...report, status: 'sent' });
    this.reports.push(
      arrives ? { ...report, status: 'delivered' } : { ...report, status: 'undelivered', error: '30003' },
    );
    return sid;
  }
}
