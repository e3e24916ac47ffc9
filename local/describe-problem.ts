import type { z } from 'zod';

/** What is wrong with a request's JSON, in one sentence a person can act on. */
export function describeProblem(error: z.ZodError): string {
  const problems = error.issues.map(issue =>
    issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`,
  );
  return `Cannot read that. ${problems.join('; ')}.`;
}
