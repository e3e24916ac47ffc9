import { World } from '../simulation/world.ts';

/** The whole line on a table in memory, for what must be arranged between two of its calls. */
export class MemoryLine extends World {
  #texts = 0;

  static async begun(): Promise<MemoryLine> {
    const line = new MemoryLine();
    await line.begin();
    return line;
  }

  /** A text arrives and is decided on; what follows from it waits for `settle`. */
  async hear(from: string, to: string, body: string): Promise<void> {
    this.#texts += 1;
    const sid = `SMin${this.#texts}`;
    await this.deliver({ sid, from, to, body, media: [] });
    if (!this.answered.has(sid)) throw new Error(`The line did not take "${body}"`);
  }

  /** Does all that is due now. */
  async settle(): Promise<void> {
    await this.drainStream();
    await this.sweep();
  }

  async text(from: string, to: string, body: string): Promise<void> {
    await this.hear(from, to, body);
    await this.settle();
  }

  /** What this phone shows, oldest first. */
  bodies(phone: string): string[] {
    return this.shown(phone).map(({ body }) => body);
  }

  shown(phone: string) {
    return this.carrier.shownOn(phone);
  }

  /** A crisis of this client; its code. */
  async crisis(client: string, line: string, body = 'I want to die'): Promise<string> {
    await this.text(client, line, body);
    return this.thread(client)?.crisis?.code ?? '';
  }

  /** Takes it; the number that stands for the client from now on. */
  async take(phone: string, desk: string, code: string): Promise<string> {
    await this.text(phone, desk, code);
    return this.shown(phone).findLast(({ body }) => body.startsWith(`${code} is yours`))?.from ?? '';
  }
}
