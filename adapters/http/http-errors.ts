/** An expected failure of a request; its message is the plain sentence the caller reads. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly statusCode: 400 | 403 | 404;

  constructor(statusCode: 400 | 403 | 404, message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}
