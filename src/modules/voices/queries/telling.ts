import { THE_HUB, type EventDraft } from '../../../core/event.ts'

/** That something was done, by nobody, on a day: which code or voice it was about stands nowhere. */
export const quietly = (kind: string, data: EventDraft['data'] = {}): EventDraft => ({
  ...{ kind, scope: THE_HUB, subject: THE_HUB, data, visibility: 'internal', anonymous: true },
})

/** Of a testimony that everybody may read, or might until now. */
export const ofTestimony = (
  { id, session_id: session }: { readonly id: string; readonly session_id: string | null },
  deed: string,
  visibility: EventDraft['visibility'] = 'public',
): EventDraft => ({
  ...{ kind: `voices.testimony.${deed}`, scope: session ?? THE_HUB, subject: id, data: {}, visibility, anonymous: true },
})
