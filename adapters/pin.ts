import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** What the roster holds of a PIN: `salt:hash` in hexadecimal, by scrypt with Node's own cost (N 16384, r 8, p 1). */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt, HASH_BYTES);
  return `${salt.toString('hex')}:${hash.toString('hex')}`;
}
