import { danger } from './danger-rule.ts';
import type { DangerRule } from './danger-rule.ts';

/** As the English ones, in plain Spanish without accents. */
export const SPANISH_DANGERS: readonly DangerRule[] = [
  danger(
    'S4',
    'overdose_medical',
    'toma-de-pastillas',
    /\bme (tome|trague) (todas|todos|un monton|muchas|el frasco|\d+)\b|\bsobredosis\b|\bno (puedo|puede) respirar\b/,
    'es',
  ),
  danger(
    'S4',
    'self_harm',
    'cortes-ahora',
    /\bme estoy (cortando|desangrando)\b|\bestoy sangrando\b|\bme corte las venas\b/,
    'es',
  ),
  danger(
    'S4',
    'abuse_violence',
    'violencia-ahora',
    /\bme (esta|estan) (pegando|golpeando|ahorcando|violando|atacando|matando)\b|\b(tiene|tengo) (un|una|el|la) (pistola|cuchillo|arma) en la mano\b/,
    'es',
  ),
  danger(
    'S3',
    'suicide',
    'intencion',
    /\b(voy a|quiero|me quiero|me voy a|pienso|necesito) (matarme|matar|suicidarme|suicidar|ahorcarme|quitarme la vida|acabar con mi vida)\b|\bquitarme la vida\b|\bmatarme\b|\bsuicidarme\b/,
    'es',
  ),
  danger(
    'S3',
    'harm_to_others',
    'amenaza',
    /\b(lo|la|los|te) voy a matar\b|\bvoy a (matarlo|matarla|matarlos)\b|\bme va a matar\b/,
    'es',
  ),
  danger(
    'S2',
    'suicide',
    'ganas-de-morir',
    /\b(quiero|quisiera|prefiero|ganas de|deseo) (morir|morirme|estar muert[oa]|desaparecer|no despertar)\b|\bno quiero (vivir|seguir viviendo|seguir viva|seguir vivo|estar aqui|despertar)\b|\bno (puedo|aguanto) mas\b|\bestarian mejor sin mi\b|\badios para siempre\b/,
    'es',
  ),
  danger(
    'S2',
    'self_harm',
    'hacerme-dano',
    /\b(hacerme|me hago|me hice|lastimarme|cortarme|herirme)( dano)?\b|\bno (puedo|estoy) (mantenerme|a) (segura|seguro|salvo)\b/,
    'es',
  ),
];
