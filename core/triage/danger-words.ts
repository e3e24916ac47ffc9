import { danger } from './danger-rule.ts';
import type { DangerRule } from './danger-rule.ts';

const PILLS = '(pills?|meds|medications?|tablets|tylenol|bottle|seroquel|xanax|insulin|pastillas)';
const WEAPON = '(gun|pistol|rifle|shotgun|knife|razor|blade|machete)';
const SELF = '(myself|me self|my self|mysel)';

/** Matched anywhere in the normalised text. An idiom that names no self and no weapon ("this bus is killing me") matches none. */
export const ENGLISH_DANGERS: readonly DangerRule[] = [
  // An emergency in progress.
  danger(
    'S4',
    'overdose_medical',
    'took-all',
    new RegExp(
      `\\b(i )?(just |already )?(took|swallowed|ate|downed|drank|taken) (all|the whole|the entire|every|a bunch|a lot|a handful|too many|too much|like \\d+|\\d{2,})\\b.{0,25}\\b(${PILLS}|them|it|bleach)\\b`,
    ),
  ),
  danger(
    'S4',
    'overdose_medical',
    'took-all-of-them',
    /\b(took|swallowed) ((them|em|it) all|(way )?too (many|much))\b|\btook all of (them|it)\b/,
  ),
  danger(
    'S4',
    'overdose_medical',
    'overdose',
    /\b(i |i've |ive |he |she |they |just )+(od'?e?d|overdosed|am overdosing|is overdosing)\b|\boverdosing\b|\b(i'?m|am) od'?ing\b|\boverdose\b|^\W*(i )?od('?e?d)?\W*$/,
  ),
  danger(
    'S4',
    'overdose_medical',
    'cannot-breathe',
    /\b(can'?t|cannot|can not|not|isn'?t|stopped) breath(e|ing)\b|\bchest pains?\b|\b(asthma attack|(throwing|coughing|vomiting) up blood|can'?t keep my eyes open|passed out|unconscious|won'?t wake up|having a (seizure|stroke|heart attack))\b/,
  ),
  danger(
    'S4',
    'self_harm',
    'cutting-now',
    /\b(i'?m|i am) (cutting|bleeding|slitting)\b|\bcutting (myself|my (wrists?|arms?|legs?)) (right )?now\b|\b(can'?t|won'?t|wont) stop (the )?bleeding\b|^\W*(bleeding|cutting right now)\b|\bstabbed myself\b|\bi (just )?(cut|slit) my (wrists?|throat)\b/,
  ),
  danger(
    'S4',
    'suicide',
    'weapon-in-hand',
    new RegExp(
      `\\b(${WEAPON}|rope|noose|belts?|cord)\\b.{0,20}\\b(in my (hand|mouth)|to my (head|throat|wrist)|(around|round|at) my neck|at my throat)\\b|\\b(holding|have|got) (a|the|my) (gun|knife|razor|blade)\\b.{0,30}\\b(now|in my|to my)\\b`,
    ),
  ),
  danger(
    'S4',
    'suicide',
    'on-the-edge',
    /\b(i'?m|i am|standing|sitting) (\w+ ){0,3}(on|at) (the )?(edge|ledge|bridge|tracks|roof)\b|\b(about to|gonna|going to) jump\b|\bi jumped\b/,
  ),
  danger(
    'S4',
    'abuse_violence',
    'violence-now',
    /\b(he|she|they|my \w+|someone)('s| is| are|s) (\w+ )?(beating|hitting|choking|strangling|stabbing|raping|attacking|killing|hurting) (me|us|her|him|my)\b|\b(he|she|they|someone) (has|have|got) a (gun|knife)\b|\b(i'?ve|i) (just )?(been|got|was) (just )?(shot|stabbed)\b|\bi (just )?(stabbed|shot) (him|her|them|someone)\b|\bi was just raped\b|\bbreaking (down the door|the door down)\b/,
  ),

  // Intent, a plan, the means at hand; a threat to someone.
  danger(
    'S3',
    'suicide',
    'intent',
    new RegExp(
      `\\b(going to|gonna|gunna|about to|will|i'?ll|have to|need to|want to|wanna|plan(ning)? (to|on)|ready to|decided to|thinking (of|about)|keep thinking about) (\\w+ )?(kill(ing)?|kil|hang(ing)?|shoot(ing)?|off|end(ing)?|unalive|drown(ing)?|stab(bing)?) ${SELF}\\b`,
    ),
  ),
  danger(
    'S3',
    'suicide',
    'kill-myself',
    /\bkill(ing)? (myself|my self|mysel)\b|(?<!\d ?)\bkms\b|\bunalive (myself|me)\b/,
  ),
  danger(
    'S3',
    'suicide',
    'end-life',
    /\b(end|ending|take|taking) (my|my own) life\b|\b(end|ending) it( all)? (tonight|today|now)\b|\b(commit|committing) suicide\b|\bgoing to end it\b|\bgonna end it\b|\bwant(ed)? to end it( all)?\b|\bjump (off|in front)\b/,
  ),
  danger(
    'S3',
    'suicide',
    'means',
    new RegExp(
      `\\bi (have|got|bought|found|loaded) (a|the|my|his|her|enough|all (the|my))? ?(gun|pistol|rope|pills|noose|bullets|razor)\\b|\\bwrote (a|my) (suicide )?note\\b|\\bi have a plan to (die|kill)\\b|\\bloaded (the|my) gun\\b`,
    ),
  ),
  danger(
    'S3',
    'psychosis',
    'command-voices',
    /\bvoices?\b.{0,30}\b(tell(ing)?|say(ing)?|want|order(ing)?|command(ing)?)\b.{0,25}\b(kill|hurt|die|jump|cut|stab|burn|do it)\b/,
  ),
  danger(
    'S3',
    'harm_to_others',
    'threat',
    /\b(going to|gonna|will|i'?ll|want to|wanna) (kill|shoot|stab|murder|hurt) (him|her|them|you|my \w+|someone|somebody|everyone|people|the \w+)\b/,
  ),
  danger(
    'S3',
    'child_abuse',
    'child-abuse',
    /\b(dad|stepdad|father|mom|mother|uncle|stepmom|brother|coach|babysitter)\b.{0,20}\b(touches|touched|touching|hits|hit|hitting|beats|hurts) me\b|\b(touching|molesting|molested|hitting) (my (son|daughter|kid|child|baby)|the kids?)\b/,
  ),
  danger(
    'S3',
    'abuse_violence',
    'abuse',
    /\b(he|she|they|my (husband|boyfriend|ex|wife|girlfriend|partner|dad|mom|father))( just)? (hit|choked|beat|raped|strangled|punched|threatened to kill|is going to kill|will kill|won'?t let me leave)\b|\bi (was|got) raped\b|\b(he'?s|he is|she'?s|she is|they'?re|they are) (going to|gonna) (kill|hurt) me\b|\b(coming|comes|came) (over )?to (kill|hurt) me\b|\b(he|she) found (me|out where i live)\b/,
  ),
  danger(
    'S3',
    'missing_person',
    'missing',
    /\b(my (son|daughter|child|kid|mom|dad|brother|sister|husband|wife|grandma|roommate|mother|father))( is|'s| has| has gone| went)? (missing|disappeared|ran away)\b/,
  ),

  // Possible: what may be more and cannot be read with certainty.
  danger('S2', 'suicide', 'suicide-word', /\bsuicid(e|al)\b|\bsucid(e|al)\b|\bsuicidio\b|\bsuicida\b/),
  danger(
    'S2',
    'suicide',
    'want-to-die',
    /\b(want|wanna|wanted|wanting|wish|ready|rather|hope|going|gonna)( to| 2| i could| i would| i'd| i)? (die|be dead|not be alive|not be here|disappear forever|sleep forever|never wake up|not wake up)\b|\bwish i (was|were|wasn'?t|weren'?t) (dead|alive|born|never born|here)\b|\b(better off|good as) dead\b|\b(don'?t|dont|do not) (want to|wanna) (live|be alive|be here|exist|wake up|go on|be on this earth)\b|\bno (reason|point) (to|in) liv(e|ing)\b|\bbetter off without me\b|\btired of (living|being alive|life)\b|\bcan'?t (go on|do this anymore|take it anymore|live like this)\b/,
  ),
  danger(
    'S2',
    'self_harm',
    'hurt-myself',
    new RegExp(
      `\\b(hurt|hurting|harm|harming|cut|cutting|burn|burning|punish) ${SELF}\\b|\\bself ?-?harm(ing|ed)?\\b|\\b(relapsed|urge).{0,15}\\b(cut|cutting)\\b`,
    ),
  ),
  danger(
    'S2',
    'suicide',
    'not-safe',
    /\b(can'?t|cannot|can not|not able to|won'?t be able to) keep (myself|my self) safe\b|\b(i'?m|i am|i don'?t feel|don'?t feel|not) (not )?safe (with myself|alone|right now|tonight)\b|\bdon'?t trust myself\b/,
  ),
  danger(
    'S2',
    'suicide',
    'farewell',
    /\bgood ?-?bye (forever|everyone|everybody|world|for good)\b|\b(this is|my) (last|final) (goodbye|text|message|words)\b|\b(won'?t|will not) be (here|around) (tomorrow|anymore|much longer)\b|\btell my (kids|mom|family|son|daughter|wife|husband) i love(d)? (them|her|him)\b|\bgiving (away )?(all )?my (things|stuff|dog|cat)( away)?\b/,
  ),
  danger(
    'S2',
    'third_party',
    'worried-about',
    /\b(worried|scared|afraid) (he|she|they|my \w+)( might| will|'ll| is going to|'s going to| may) (hurt|kill|do something|harm)\b/,
  ),
  danger(
    'S2',
    'overdose_medical',
    'out-of-vital-medicine',
    /\b(out of|no more|ran out of|without|no) (my )?(insulin|methadone|clozapine|clozaril|suboxone)\b|\bfever\b.{0,30}\bcloza(pine|ril)\b|\bcloza(pine|ril)\b.{0,30}\bfever\b/,
  ),
  danger(
    'S2',
    'distress',
    'bare-help',
    /^\W*((please|pls|i need|need) )?(help|help me|ayuda|ayudame|auxilio|socorro)( (please|pls|now|me|por favor))*\W*$/,
  ),
  danger('S2', 'distress', 'now-word', /^\W*(now|ahora|911|988|sos)\W*$/),
];
