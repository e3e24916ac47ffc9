/** Others kept changing the same rows until the time for this answer was over. Nothing was changed; the same call may succeed later. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
  readonly retryable = true;
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds = 1, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
