import { isAutomaticReply, isTapback } from './automatic-reply.ts';
import { findCodes } from './codes.ts';
import type { CommandWord, DeskText } from './desk-text.ts';
import { readDisposition } from './disposition-words.ts';
import { readShortAnswer, readTake } from './take-words.ts';

export function readDeskText(body: string): DeskText {
  const text = body.trim();
  if (text === '') return { kind: 'empty' };
  if (isTapback(text)) return { kind: 'tapback' };
  if (isAutomaticReply(text)) return { kind: 'driving' };
  return (
    readShortAnswer(text) ??
    readTake(text) ??
    readCommand(text) ??
    readLeadingCode(text) ?? { kind: 'text', body }
  );
}

/** On a relay such a text is never forwarded: it is carried out, or asked about. */
export function beginsLikeCommand(body: string): boolean {
  return !NO_COMMAND.has(readDeskText(body).kind);
}

const NO_COMMAND = new Set<DeskText['kind']>([
  'text',
  'ok',
  'claim',
  'number',
  'empty',
  'tapback',
  'driving',
]);

const COMMAND =
  /^(take ?over|who(?:['’]?s)?|list|menu|help|commands?|card|note|call|pass|back[ -]?up|spoke|did|done)(?![\p{L}\p{N}'’])/iu;

function readCommand(text: string): DeskText | null {
  const keyword = COMMAND.exec(text)?.[1];
  if (keyword === undefined) return null;
  const command = commandOf(keyword);
  const argument = text.slice(keyword.length).replace(/^[\s:;,.!-]+/, '');
  const unclear: DeskText = { kind: 'unclear', looksLike: command, body: text };
  const first = findCodes(argument)[0];
  const code = first?.start === 0 ? first.code : null;
  const rest = withoutManners(code === null ? argument : argument.slice(first?.end));
  switch (command) {
    case 'WHO':
      return /^((is|are) )?(on)?( ?call)?( now| tonight| today)?[\s?.!]*$/i.test(argument)
        ? { kind: 'who' }
        : unclear;
    case 'LIST':
      return /^((all|open|the|crises|crisis) ?)*[.!]*$/i.test(argument) ? { kind: 'list' } : unclear;
    case 'MENU':
      return argument === '' ? { kind: 'menu' } : unclear;
    case 'TAKEOVER':
      return rest === '' ? { kind: 'takeover', code } : unclear;
    case 'CARD':
      return rest === '' ? { kind: 'card', code } : unclear;
    case 'CALL':
      return rest === '' ? { kind: 'call', code } : unclear;
    case 'PASS':
      return rest === '' ? { kind: 'pass', code } : unclear;
    case 'BACKUP':
      return rest === '' ? { kind: 'backup', code } : unclear;
    case 'SPOKE':
      return rest === '' ? { kind: 'spoke', code } : unclear;
    case 'NOTE':
    case 'DID': {
      const isMeant = code !== null || isDeliberate(text, keyword);
      return rest !== '' && isMeant
        ? { kind: command === 'NOTE' ? 'note' : 'did', code, text: rest }
        : unclear;
    }
    case 'DONE': {
      const disposition = readDisposition(rest);
      const isMeant = code !== null || rest === '' || (disposition !== null && !/^with\b/i.test(rest));
      return isMeant ? { kind: 'done', code, disposition, rest } : unclear;
    }
  }
}

function commandOf(keyword: string): Exclude<CommandWord, 'TAKE'> {
  const word = keyword.toUpperCase().replace(/[^A-Z]/g, '');
  switch (word) {
    case 'LIST':
    case 'CARD':
    case 'NOTE':
    case 'CALL':
    case 'PASS':
    case 'BACKUP':
    case 'SPOKE':
    case 'DID':
    case 'DONE':
    case 'TAKEOVER':
      return word;
    case 'WHO':
    case 'WHOS':
      return 'WHO';
    default:
      return 'MENU';
  }
}

function withoutManners(text: string): string {
  const rest = text.replace(/^[\s:;,.!-]+/, '').trim();
  return /^(please|pls|thanks|thank you|ty)[.!]*$/i.test(rest) ? '' : rest;
}

/** `NOTE she agreed` and `note: she agreed` are meant as commands; `Note that I'm here at 5` may be for the client. */
function isDeliberate(text: string, keyword: string): boolean {
  const isShouted = keyword === keyword.toUpperCase() && text !== text.toUpperCase();
  return isShouted || text.slice(keyword.length).trimStart().startsWith(':');
}

/** `K2A are you safe?` is for that client; `7FQ done` turns the command round; any other words after a crisis code are asked about. */
function readLeadingCode(text: string): DeskText | null {
  const first = findCodes(text)[0];
  // With spaces between it may be prose: "2 be honest".
  if (first?.start !== 0 || text.slice(0, first.end).includes(' ')) return null;
  const rest = text.slice(first.end).replace(/^[\s:;,.-]+/, '');
  const unclear: DeskText = { kind: 'unclear', looksLike: 'TAKE', body: text };
  if (first.kind === 'client') {
    return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(rest)
      ? { kind: 'to-client', clientCode: first.code, body: rest }
      : unclear;
  }
  const [keyword] = /^(take ?over|pass|back[ -]?up|spoke|done)(?![\p{L}\p{N}])/iu.exec(rest) ?? [];
  if (keyword === undefined) return unclear;
  return readCommand(`${keyword} ${first.code} ${rest.slice(keyword.length).trim()}`.trim()) ?? unclear;
}
