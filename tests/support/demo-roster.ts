/** The phones and numbers of the demo roster. */
export const LINE = '+12125550100';
export const DESK = '+12125550101';
export const RELAYS = [
  '+12125550110',
  '+12125550111',
  '+12125550112',
  '+12125550113',
  '+12125550114',
  '+12125550115',
] as const;
export const CHANNEL = 'north-oncall';

export const CM_1 = '+12125550131';
export const CM_2 = '+12125550132';
export const CM_3 = '+12125550133';
export const COORD_1 = '+12125550139';

export const K2A = '+12125550151';
export const M4C = '+12125550152';
export const R7D = '+12125550153';
export const T3F = '+12125550154';
export const W8H = '+12125550155';
export const Z5J = '+12125550156';
/** A number that nobody knows. */
export const STRANGER = '+12125550161';

/** A Wednesday morning in New York, in working hours, with cm-1 on call and cm-2 behind. */
export const WEDNESDAY_MORNING = '2026-01-07T15:00:00.000Z';
/** Three in the morning of the same night, New York time. */
export const WEDNESDAY_NIGHT = '2026-01-07T08:00:00.000Z';
