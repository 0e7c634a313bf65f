import { THE_HUB, type EventDraft } from '../../../core/event.ts'

/** What happened, and neither where nor by whom: beside a session, either would say who needs help. */
export const told = (kind: string, data: EventDraft['data'] = {}): EventDraft => ({
  ...{ kind, scope: THE_HUB, subject: THE_HUB, data, visibility: 'internal', anonymous: true },
})
