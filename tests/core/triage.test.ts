import { describe, expect, it } from 'vitest';
import { assess } from '../../core/triage/assess.ts';
import type { TriageContext } from '../../core/triage/assessment.ts';

const context: TriageContext = { previous: [], prompt: null, language: 'en' };
const severityOf = (text: string, more: Partial<TriageContext> = {}) =>
  assess(text, { ...context, ...more }).severity;

const EMERGENCIES = [
  ...[
    'I took too many',
    'took em all',
    "od'd. ",
    'bleeding',
    'my belts around my neck',
    'asthma attack no inhaler',
    'i stabbed him',
  ],
  ...["it won't stop bleeding", 'I was just raped', 'he is breaking the door down'],
  ...[
    'I took all my pills',
    'took the whole bottle of pills',
    'just swallowed 40 tylenol',
    'i took them all',
    'I overdosed',
  ],
  ...[
    'think im overdosing',
    "I'm cutting right now",
    'I’m bleeding and it wont stop',
    'gun in my hand',
    'the knife is to my throat',
  ],
  ...[
    'he is beating me now',
    "he's choking me",
    "I can't breathe",
    'I can’t breathe',
    'I CANT BREATHE!!!',
    'standing on the edge',
  ],
  ...[
    'Me tomé todas las pastillas',
    'me estoy cortando',
    'me está pegando',
    'no puedo respirar',
    'sobredosis',
  ],
];
const DANGERS = [
  ...['my ex says hes coming over to kill me', 'he found out where i live'],
  ...[
    "I'm going to kill myself tonight",
    'gonna kill myself',
    'kill   MYSELF',
    'im gonna end my life',
    'I have a plan to die',
  ],
  ...[
    'i have a gun',
    'wrote my note',
    'the voices are telling me to hurt him',
    "I'm going to kill him",
    'my stepdad touches me',
  ],
  ...[
    'he raped me',
    'my son is missing',
    'voy a matarme',
    'Me quiero matar',
    'quiero quitarme la vida',
    'lo voy a matar',
    'kms',
  ],
];
const POSSIBLE = [
  ...['i want 2 die'],
  ...[
    'I want to die',
    'i wanna die',
    'feeling suicidal',
    'i want to hurt myself',
    "I can't keep myself safe",
    'goodbye forever',
  ],
  ...[
    'I dont want to be here',
    'everyone is better off without me',
    "can't do this anymore",
    'out of insulin',
    'worried he might hurt himself',
  ],
  ...[
    'HELP',
    'help',
    'Help!!',
    'help me please',
    'NOW',
    'now.',
    'AYUDA',
    'ayúdame',
    'AHORA',
    'quiero morir',
    'no quiero vivir',
  ],
  ...['我不想活了', 'Мне плохо', 'مرحبا', 'শুভ সকাল', '我想死 ok'],
];
const DISTRESS = [
  ...[
    'this bus is killing me',
    'dying of laughter',
    'i feel so low',
    'they shut off my heat',
    'ok but i dont know',
    '',
  ],
  ...[
    'thanks for nothing',
    'yes but it is bad',
    '👎',
    '😭',
    '1',
    'see you never',
    'tonight is the night',
    'walked 6 kms',
  ],
];
const ORDINARY = [
  ...[
    'thanks see you tuesday at 10',
    'Thanks, see you Tuesday at 10!',
    'ok',
    'OK.',
    'running late',
    "I'm running late",
    'yes',
    'Confirm',
  ],
  ...[
    'tuesday at 10',
    'ok tomorrow at 3pm',
    '10:30 works',
    'be there at 2',
    'thank you!!',
    'running 10 min late',
    'sí, gracias',
    'Gracias 🙏',
  ],
  ...['hasta mañana', 'martes a las 3', '👍', '👍🏽'],
];

describe('triage', () => {
  it.each(EMERGENCIES)('pages for an emergency in progress: %j', text => {
    expect(assess(text, context)).toMatchObject({ severity: 'S4', action: 'page' });
  });
  it.each(DANGERS)('pages for plain danger: %j', text => {
    expect(assess(text, context)).toMatchObject({ severity: 'S3', action: 'page' });
  });
  it.each(POSSIBLE)('pages for what may be danger: %j', text => {
    expect(assess(text, context)).toMatchObject({ severity: 'S2', action: 'page' });
  });
  it.each(DISTRESS)('shows to a human what is not surely ordinary: %j', text => {
    expect(assess(text, context)).toMatchObject({ severity: 'S1', action: 'notify', category: 'distress' });
  });
  it.each(ORDINARY)('queues what is surely ordinary: %j', text => {
    expect(assess(text, context)).toMatchObject({ severity: 'S0', action: 'queue', category: 'routine' });
  });
  it.each(['STOP', 'stop.', 'End', 'quit', 'CANCEL', 'unsubscribe', 'StopAll', 'revoke', 'optout', 'START'])(
    'has a human look after the carrier word %j',
    text => {
      expect(assess(text, context)).toMatchObject({
        severity: 'S1',
        action: 'notify',
        category: 'opt_out_admin',
      });
    },
  );

  it('never queues a text for an ordinary word inside it', () => {
    for (const ordinary of ORDINARY) expect(severityOf(`${ordinary} i took all my pills`)).toBe('S4');
    expect(severityOf('ok whatever happens happens')).toBe('S1');
  });

  it('reads a check-in answer from 2 up as routine, and 1 as distress', () => {
    expect(['1', '2', '3', '4', '5', '6'].map(text => severityOf(text, { prompt: 'checkin' }))).toEqual([
      'S1',
      'S0',
      'S0',
      'S0',
      'S0',
      'S1',
    ]);
    expect(severityOf('4')).toBe('S1');
    expect(severityOf('5 i want to die', { prompt: 'checkin' })).toBe('S2');
  });

  it('reads a phrase that is split over two texts', () => {
    expect(severityOf('kill myself', { previous: ['i want to'] })).toBe('S3');
    expect(severityOf('myself', { previous: ['im gonna kill'] })).toBe('S3');
  });

  it('does not count an earlier danger twice, and holds nothing after it for ordinary', () => {
    expect(severityOf('tonight', { previous: ['I want to die'] })).toBe('S1');
    expect(severityOf('thanks', { previous: ['ok', 'tuesday at 10'] })).toBe('S0');
  });

  it('says which rules fired and where, without the words', () => {
    const text = 'ok…  I WANT   to díe, I can’t breathe';
    const { signals, severity, score, modelVersion } = assess(text, context);
    expect({ severity, score, modelVersion }).toEqual({
      severity: 'S4',
      score: 1,
      modelVersion: 'plain-words-1',
    });
    expect(signals.map(({ rule, span }) => [rule, text.slice(...span)])).toEqual([
      ['cannot-breathe', 'can’t breathe'],
      ['want-to-die', 'WANT   to díe'],
    ]);
  });

  it('marks only this text when the phrase began in the one before', () => {
    const [signal] = assess('myself ok', { ...context, previous: ['im gonna kill'] }).signals;
    expect(signal?.span).toEqual([0, 6]);
  });

  it('names the language it read, or the client’s own', () => {
    expect(assess('quiero morir', context).language).toBe('es');
    expect(assess('ok', { ...context, language: 'ht' }).language).toBe('ht');
    expect(assess('我不想活了', context).language).toBe('und');
  });

  it('answers a long text in time', () => {
    const long = 'i took the bus and had a knife and a gun and i was on the '.repeat(28);
    const started = performance.now();
    assess(long, { ...context, previous: [long, long, long] });
    expect(performance.now() - started).toBeLessThan(250);
  });
});
