// The failure's text for an incident. Temporal wraps the failure of an activity, so the cause has the useful message.

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
