/**
 * What the line itself says to clients. Every text says that it is automatic, promises no time, asks nothing that needs
 * an answer, repeats nothing the client wrote, and fits two segments: 306 characters in GSM-7, 134 in UCS-2.
 */
interface ClientWords {
  /** Goes out once per opening, when the page is committed. A number the line does not know is told whose line it is. */
  readonly safetyReply: (program: string | null) => string;
  /** While nobody has taken the crisis. */
  readonly stillTrying: string;
  /** Routine texts outside working hours; `time` is the digest's, such as `9:00 AM`. */
  readonly nightAnswer: (time: string) => string;
  /** To an empty text. */
  readonly emptyText: string;
  /** The one reply to a number the line does not know. */
  readonly unknownNumber: (program: string) => string;
}

const ENGLISH: ClientWords = {
  safetyReply: program =>
    `Automatic reply${program === null ? '' : ` from ${program}`}: we got your text and are alerting a person on our team. If a life is in danger, call 911. You can call or text 988 at any hour.`,
  stillTrying:
    'Automatic message: nobody has picked up yet. We are still trying to reach someone for you. If a life is in danger, call 911. You can call or text 988 at any hour.',
  nightAnswer: time =>
    `Automatic reply: thank you, we got your text. The team reads it at ${time}. If you need someone before that, text NOW. If a life is in danger, call 911. You can call or text 988 at any hour.`,
  emptyText:
    'Automatic reply: your text arrived empty. If you need someone, text NOW. If a life is in danger, call 911. You can call or text 988 at any hour.',
  unknownNumber: program =>
    `Automatic reply from ${program}: we do not know this number yet, and a person will read your text. If a life is in danger, call 911. You can call or text 988 at any hour.`,
};

const SPANISH: ClientWords = {
  safetyReply: program =>
    `Respuesta automatica${program === null ? '' : ` de ${program}`}: recibimos su mensaje y estamos avisando a una persona del equipo. Si hay peligro de muerte, llame al 911. Puede llamar o escribir al 988 a toda hora.`,
  stillTrying:
    'Mensaje automatico: nadie ha contestado todavia. Seguimos buscando a alguien para usted. Si hay peligro de muerte, llame al 911. Puede llamar o escribir al 988 a toda hora.',
  nightAnswer: time =>
    `Respuesta automatica: gracias, recibimos su mensaje. El equipo lo lee a las ${time}. Si necesita a alguien antes, escriba AHORA. Si hay peligro de muerte, llame al 911. Puede llamar o escribir al 988 a toda hora.`,
  emptyText:
    'Respuesta automatica: su mensaje llego sin texto. Si necesita a alguien, escriba AHORA. Si hay peligro de muerte, llame al 911. Puede llamar o escribir al 988 a toda hora.',
  unknownNumber: program =>
    `Respuesta automatica de ${program}: no conocemos este numero y una persona va a leer su mensaje. Si hay peligro de muerte, llame al 911. Puede llamar o escribir al 988 a toda hora.`,
};

const CHINESE: ClientWords = {
  safetyReply: program =>
    `${program ?? ''}自动回复：我们收到了您的短信，正在通知团队中的一个人。若有生命危险，请拨打911。您可随时致电或发短信至988。`,
  stillTrying:
    '自动短信：目前还没有人接手，我们仍在为您联系工作人员。若有生命危险，请拨打911。您可随时致电或发短信至988。',
  nightAnswer: time =>
    `自动回复：谢谢，我们收到了您的短信，团队将在${time}阅读。若在此之前需要有人帮助，请发送NOW。若有生命危险，请拨打911。您可随时致电或发短信至988。`,
  emptyText:
    '自动回复：您的短信没有内容。若需要有人帮助，请发送NOW。若有生命危险，请拨打911。您可随时致电或发短信至988。',
  unknownNumber: program =>
    `${program}自动回复：我们还不认识这个号码，会有人阅读您的短信。若有生命危险，请拨打911。您可随时致电或发短信至988。`,
};

const HAITIAN_CREOLE: ClientWords = {
  safetyReply: program =>
    `Repons otomatik${program === null ? '' : ` ${program}`}: nou resevwa mesaj ou a, n ap avize yon moun nan ekip la. Si lavi yon moun an danje, rele 911. Ou ka rele oswa tekste 988 nenpòt ki lè.`,
  stillTrying:
    'Mesaj otomatik: pèsonn poko reponn. N ap kontinye chèche yon moun pou ou. Si lavi yon moun an danje, rele 911. Ou ka rele oswa tekste 988 nenpòt ki lè.',
  nightAnswer: time =>
    `Repons otomatik: mèsi, nou resevwa mesaj ou a. Ekip la ap li li a ${time}. Si ou bezwen yon moun anvan, voye NOW. Si lavi yon moun an danje, rele 911. Ou ka rele oswa tekste 988 nenpòt ki lè.`,
  emptyText:
    'Repons otomatik: mesaj ou a rive san tèks. Si ou bezwen yon moun, voye NOW. Si lavi yon moun an danje, rele 911. Ou ka rele oswa tekste 988 nenpòt ki lè.',
  unknownNumber: program =>
    `Repons otomatik ${program}: nou poko konnen nimewo sa a, yon moun ap li mesaj ou a. Si lavi yon moun an danje, rele 911. Ou ka rele oswa tekste 988 nenpòt ki lè.`,
};

/** The words in a client's language (BCP-47); a language without words of its own is answered in English. */
export function clientWords(language: string): ClientWords {
  const [primary] = language.toLowerCase().split('-');
  switch (primary) {
    case 'es':
      return SPANISH;
    case 'zh':
      return CHINESE;
    case 'ht':
      return HAITIAN_CREOLE;
    default:
      return ENGLISH;
  }
}
