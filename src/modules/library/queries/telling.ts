import { THE_HUB, type EventDraft } from '../../../core/event.ts'
import type { EntryRow } from './entries.ts'

/** What was done in the name of a body names who did it; of what somebody does in their own name nobody is named. */
export const eventOf = (
  { id, body_id: body }: Pick<EntryRow, 'id' | 'body_id'>,
  deed: string,
  isPublic: boolean,
  data: EventDraft['data'] = {},
): EventDraft => ({
  ...{ kind: `library.entry.${deed}`, scope: body ?? THE_HUB, subject: id, data, visibility: isPublic ? 'public' : 'internal' },
  anonymous: body === null,
})

export const assistEventOf = (
  { id, body }: { readonly id: string; readonly body: string },
  deed: string,
  isPublic: boolean,
): EventDraft => ({
  ...{ kind: `library.${deed}`, scope: body, subject: id, data: {}, visibility: isPublic ? 'public' : 'internal' },
})
